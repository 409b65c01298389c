-- Clause six in Neovim: faults are told as they arise and mended; a name is found by its pinyin; a standard is told of; a name is
-- changed in every file; the layout is put right.
package.path = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2)) .. '/?.lua;' .. package.path
local drafter = require('drafter')

local CLAUSE = 'qinghai-labour-brand/第06条.ce'
local SCENARIOS = 'qinghai-labour-brand/案例/第06条-采摘与输出.ce'

drafter.test('Neovim helps with clause six', function()
  drafter.start()
  drafter.open(CLAUSE)
  drafter.no_fault()
  local shipped = drafter.text()

  drafter.go_to('1000元/人')
  drafter.keys('cw1200<Esc>')
  drafter.fault('原文')
  drafter.keys('u')
  drafter.no_fault()

  drafter.go_to('采摘带工补贴标准 ×')
  drafter.keys('7lr谁')
  drafter.fault('采摘带工补贴标谁')
  drafter.act('采摘带工补贴标准')
  drafter.no_fault()
  assert(drafter.text() == shipped, drafter.text())

  drafter.keys('Go<Esc>0Cgz')
  drafter.complete('规则')
  drafter.wait('the declaration', function()
    return drafter.text():find('规则 交通补助\n  对象 务工人员\n', 1, true)
  end)
  drafter.keys('<Esc>:edit!<CR>')
  drafter.no_fault()

  drafter.go_to('采摘带工补贴标准 ×')
  drafter.keys('O设 单价 = czdgbtbz')
  drafter.complete('采摘带工补贴标准')
  drafter.keys('<Esc>')
  drafter.wait('the name in the text', function()
    return drafter.text():find('设 单价 = 采摘带工补贴标准\n', 1, true)
  end)
  drafter.keys('dd')
  drafter.no_fault()
  assert(drafter.text() == shipped, drafter.text())

  drafter.go_to('采摘带工补贴标准 ×')
  drafter.keys('K')
  drafter.floating('按每人50元标准给予补贴')

  drafter.go_to('组织采摘枸杞补贴')
  drafter.rename('枸杞采摘补贴')
  drafter.keys(':wall<CR>')
  for _, file in ipairs({ CLAUSE, SCENARIOS }) do
    local text = drafter.read(file)
    assert(text:find('枸杞采摘补贴', 1, true) and not text:find('组织采摘枸杞补贴', 1, true), text)
  end
  drafter.no_fault()

  local laid_out = drafter.text()
  drafter.go_to('公共就业服务')
  drafter.keys('jI    <Esc>')
  assert(drafter.text() ~= laid_out)
  drafter.lua('vim.lsp.buf.format({ timeout_ms = 20000 })')
  assert(drafter.text() == laid_out, drafter.text())
end)
