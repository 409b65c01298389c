-- A drafter's whole task in Neovim: clause six's 1000 yuan become 1500 from a day, by a document; whom that affects; scenarios at
-- the new boundary; all of them pass; the prose says it.
package.path = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2)) .. '/?.lua;' .. package.path
local drafter = require('drafter')

local CLAUSE = 'qinghai-labour-brand/第06条.ce'
local SCENARIOS = 'qinghai-labour-brand/案例/第06条-服务与用工.ce'
local STANDARD = '标准 吸纳就业奖励标准：元/人\n  自 2022年6月1日 1000元/人 依据 6.3「每吸纳一人1000元的一次性奖励」\n'
local VALUE = '自 2027年1月1日 1500元/人 依据 「青人社厅发〔2026〕88号」'

drafter.test('Neovim does the whole task', function()
  drafter.start()
  drafter.open(CLAUSE)
  drafter.no_fault()

  drafter.go_to('1000元/人')
  drafter.act('自某日起改变「吸纳就业奖励标准」')
  drafter.wait('the new value', function()
    return drafter.text():find('依据 「」', 1, true)
  end)
  drafter.go_to('依据 「」')
  drafter.keys('^C' .. VALUE .. '<Esc>')
  drafter.no_fault()
  local affected = drafter.lens('份有变化').title
  assert(affected:match('样例 %d+ 份中 3 份有变化'), affected)

  drafter.act('补上「吸纳就业奖励标准」界限上的案例')
  drafter.changed(SCENARIOS)
  drafter.keys(':wall<CR>')
  drafter.no_fault()
  assert(drafter.read(CLAUSE):find(STANDARD .. '  ' .. VALUE .. '\n', 1, true), drafter.read(CLAUSE))
  assert(drafter.read(SCENARIOS):find('吸纳就业一次性奖励 1500元 待确认', 1, true), 'the new amount has a scenario')

  drafter.keys(':QingceScenarios<CR>')
  local run, passed = drafter.said('案例 (%d+) 个，通过 (%d+) 个')
  assert(tonumber(run) > 0 and run == passed, ('%s of %s scenarios pass'):format(passed, run))

  drafter.keys(':QingceRead<CR>')
  drafter.beside('阅读页', '自2027年1月1日起，1500元/人')
end)
