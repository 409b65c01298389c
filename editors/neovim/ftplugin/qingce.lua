-- 青策文件的排版习惯 · how Qingce files are laid out.
vim.bo.commentstring = '# %s'
vim.bo.shiftwidth = 2
vim.bo.expandtab = true
vim.bo.autoindent = true
vim.opt_local.matchpairs:append({ '（:）', '「:」', '“:”' })
-- 补全列表只列出，不替人选 · the list of completions is shown and nothing taken from it by itself.
vim.bo.completeopt = 'menuone,noselect,popup'
