-- 公文文字与理由 · official prose, and the reasons for a record's decisions.
local qingce = require('qingce')
local M = {}

--- Shows the prose of the policy that a buffer's file belongs to.
function M.open(buffer)
  local at, uri = qingce.place(buffer)
  qingce.carry_out(at, 'qingce.showProse', { uri }, function(prose)
    qingce.show('qingce://阅读页', prose.text)
  end)
end

--- Shows all reasons for the decisions on the record with this key: of a file, or of the policy's samples.
function M.explain(buffer, key, file)
  local at, uri = qingce.place(buffer)
  local record = { key = key, path = file and vim.fn.fnamemodify(file, ':p') }
  qingce.carry_out(at, 'qingce.explainRecord', { uri, record }, function(explanation)
    qingce.show('qingce://理由', explanation.text)
  end)
end

return M
