-- 案例：没有通过的进入快速修复列表 · scenarios: those that fail are listed in the quickfix window.
local qingce = require('qingce')
local M = {}

local function entry(message)
  return {
    filename = vim.uri_to_fname(message.uri),
    lnum = message.range.start.line + 1,
    text = message.message,
    type = 'E',
  }
end

--- Runs the scenarios of a policy, or those with these ids.
function M.run(buffer, ids)
  local at, uri = qingce.place(buffer)
  qingce.carry_out(at, 'qingce.runScenarios', { uri, ids }, function(results)
    local passed, failures = 0, {}
    for _, result in ipairs(results) do
      passed = passed + (result.passed and 1 or 0)
      vim.list_extend(failures, vim.tbl_map(entry, result.messages))
    end
    vim.fn.setqflist({}, ' ', { title = '案例 · scenarios', items = failures })
    vim.notify(('案例 %d 个，通过 %d 个 · %d scenarios, %d pass'):format(#results, passed, #results, passed))
    if #failures > 0 then
      vim.cmd.copen()
    end
  end)
end

return M
