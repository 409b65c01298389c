-- 青策：.ce 文件由 qingce lsp 服务 · Qingce: .ce files are served by `qingce lsp`.
vim.filetype.add({ extension = { ce = 'qingce' } })
vim.lsp.enable('qingce')

vim.api.nvim_create_autocmd('LspAttach', {
  desc = '青策：补全、内嵌提示和行上的按钮 · completion as one types, inlay hints and lenses',
  callback = function(attached)
    local client = assert(vim.lsp.get_client_by_id(attached.data.client_id))
    if client.name ~= 'qingce' then
      return
    end
    -- 拼音的字母也引出补全 · letters of pinyin open the list too.
    local triggers = client.server_capabilities.completionProvider.triggerCharacters
    if not vim.list_contains(triggers, 'a') then
      vim.list_extend(triggers, vim.split('abcdefghijklmnopqrstuvwxyz', ''))
    end
    vim.lsp.completion.enable(true, client.id, attached.buf, { autotrigger = true })
    vim.lsp.inlay_hint.enable(true, { bufnr = attached.buf })
    vim.lsp.codelens.refresh({ bufnr = attached.buf })
    vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave', 'BufWritePost' }, {
      buffer = attached.buf,
      callback = function()
        vim.lsp.codelens.refresh({ bufnr = attached.buf })
      end,
    })
  end,
})

local command = vim.api.nvim_create_user_command
command('QingceRead', function()
  require('qingce.reading').open(0)
end, { desc = '阅读页：这份政策的公文文字 · the policy in official prose' })
command('QingceScenarios', function()
  require('qingce.scenarios').run(0)
end, { desc = '运行这份政策的案例 · run the scenarios of this policy' })
command('QingceAmend', function(given)
  require('qingce.amendment').make(0, given.fargs)
end, { nargs = '*', desc = '改数额：标准 日期 数额 依据 · change an amount: standard, day, amount, authority' })
command('QingceExplain', function(given)
  require('qingce.reading').explain(0, given.fargs[1], given.fargs[2])
end, { nargs = '+', complete = 'file', desc = '解释：主键 [档案文件] · explain: key, [file of records]' })

-- 行上的按钮 · what the lenses do.
vim.lsp.commands['qingce.runScenarios'] = function(lens, context)
  require('qingce.scenarios').run(context.bufnr, lens.arguments[2])
end
vim.lsp.commands['qingce.showProse'] = function(_, context)
  require('qingce.reading').open(context.bufnr)
end
vim.lsp.commands['qingce.impact'] = function(lens, context)
  require('qingce').carry_out(context.bufnr, 'qingce.impact', lens.arguments, function(impact)
    vim.notify(impact.text)
  end)
end
