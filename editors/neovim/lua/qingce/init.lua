-- 请语言服务执行命令 · asking the server to carry out a command.
local M = {}

--- The buffer's number, and its address as the server knows it.
function M.place(buffer)
  buffer = buffer == 0 and vim.api.nvim_get_current_buf() or buffer
  return buffer, vim.uri_from_bufnr(buffer)
end

--- Carries out a command of the server and hands what it gives to `shown`; says what went wrong where it fails.
function M.carry_out(buffer, command, arguments, shown)
  local client = vim.lsp.get_clients({ bufnr = buffer, name = 'qingce' })[1]
  if not client then
    return vim.notify('青策的语言服务没有运行 · the Qingce server is not running', vim.log.levels.ERROR)
  end
  local params = { command = command, arguments = arguments }
  client:request('workspace/executeCommand', params, function(failure, answer)
    if failure then
      vim.notify(failure.message, vim.log.levels.ERROR)
    else
      shown(answer)
    end
  end, buffer)
end

--- Shows a text beside the current window, in a buffer that is not a file.
function M.show(name, text)
  local buffer = vim.fn.bufadd(name)
  vim.fn.bufload(buffer)
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(text, '\n'))
  vim.bo[buffer].modifiable = false
  if vim.fn.bufwinid(buffer) == -1 then
    vim.api.nvim_open_win(buffer, false, { split = 'right', win = 0 })
  end
  return buffer
end

return M
