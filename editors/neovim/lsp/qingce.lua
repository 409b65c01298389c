-- 青策语言服务 · the Qingce language server.
return {
  cmd = { 'qingce', 'lsp' },
  filetypes = { 'qingce' },
  root_markers = { '.git' },
}
