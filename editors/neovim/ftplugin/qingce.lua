-- 青策文件的排版习惯 · how Qingce files are laid out.
vim.bo.commentstring = '# %s'
vim.bo.shiftwidth = 2
vim.bo.expandtab = true
vim.bo.autoindent = true
vim.opt_local.matchpairs:append({ '（:）', '「:」', '“:”' })
