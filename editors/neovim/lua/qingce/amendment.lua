-- 改数额 · changing an amount from a day on.
local qingce = require('qingce')
local M = {}

local ASKED = { 'standard', 'from', 'to', 'authority' }
local PROMPTS = { '标准 · standard：', '自哪一天 · from：', '新数额 · amount：', '依据 · authority：' }

--- Changes an amount; asks for whatever of standard, day, amount and authority isn't given.
function M.make(buffer, given)
  local at, uri = qingce.place(buffer)
  local amendment = {}
  for index, name in ipairs(ASKED) do
    local answer = given[index] or vim.fn.input(PROMPTS[index])
    if answer == '' then
      return
    end
    amendment[name] = answer
  end
  qingce.carry_out(at, 'qingce.amend', { uri, amendment }, function() end)
end

return M
