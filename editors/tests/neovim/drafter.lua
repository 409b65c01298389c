-- What a drafter does in Neovim, by its keys: a second Neovim runs with the project's plugin on a copy of the policies, and this
-- one presses its keys and looks at what it shows.
local M = {}

local PROJECT = vim.fs.dirname(vim.fs.dirname(vim.fs.dirname(vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2))))))
-- So long, in milliseconds, everything that the tests wait for may take.
local PATIENCE = 20000

local channel, policies

--- Starts the editor. Its only configuration is the plugin.
function M.start()
  policies = vim.fn.tempname()
  vim.fn.system({ 'cp', '-r', PROJECT .. '/policies', policies })
  local plugin = 'set runtimepath^=' .. PROJECT .. '/editors/neovim'
  local program = { vim.v.progpath, '--embed', '--headless', '--clean', '--cmd', plugin }
  channel = vim.fn.jobstart(program, { rpc = true, cwd = policies })
  assert(channel > 0, 'Neovim does not start')
end

function M.stop()
  vim.fn.jobstop(channel)
  vim.fn.delete(policies, 'rf')
end

--- Runs Lua in the editor and gives what it returns.
function M.lua(code, ...)
  local given = vim.rpcrequest(channel, 'nvim_exec_lua', code, { ... })
  return given ~= vim.NIL and given or nil
end

--- Presses keys, in Vim's notation.
function M.keys(keys)
  vim.rpcrequest(channel, 'nvim_input', keys)
  vim.rpcrequest(channel, 'nvim_get_mode')
end

--- Waits until something holds, and gives it.
function M.wait(what, holds)
  local found
  vim.wait(PATIENCE, function()
    found = holds()
    return found
  end, 50)
  return found or error('waited in vain for ' .. what .. '\n' .. M.screen(), 2)
end

--- What the editor shows and has said, for a failure's message.
function M.screen()
  local messages = M.lua('return vim.fn.execute("messages")')
  return M.text() .. '\n── messages\n' .. messages
end

--- The text in the current window.
function M.text()
  return table.concat(M.lua('return vim.api.nvim_buf_get_lines(0, 0, -1, true)'), '\n')
end

--- A saved file's text.
function M.read(file)
  return table.concat(vim.fn.readfile(policies .. '/' .. file), '\n')
end

--- Opens a file of the policies' folder, and waits for the server.
function M.open(file)
  M.keys(':edit ' .. file .. '<CR>')
  M.wait('the server at ' .. file, function()
    return M.lua('return #vim.lsp.get_clients({ bufnr = 0, name = "qingce" }) == 1 and vim.lsp.get_clients()[1].initialized')
  end)
end

function M.save()
  M.keys('<Esc>:write<CR>')
end

--- Puts the cursor on the first character of some words.
function M.go_to(words)
  local found = M.lua('vim.fn.cursor(1, 1) return vim.fn.search("\\\\V" .. ..., "cW")', words)
  assert(found > 0, 'no ' .. words .. ' in\n' .. M.text())
end

--- Waits until a file is changed and not saved yet.
function M.changed(file)
  M.wait('a change of ' .. file, function()
    return M.lua('local buffer = vim.fn.bufnr(...) return buffer > 0 and vim.bo[buffer].modified', file)
  end)
end

--- What is found fault with in the current text.
function M.diagnostics()
  return M.lua('return vim.tbl_map(function(d) return d.message end, vim.diagnostic.get(0))')
end

--- Waits until a fault is told whose message has these words.
function M.fault(words)
  return M.wait('the fault ' .. words, function()
    return vim.iter(M.diagnostics()):find(function(message)
      return message:find(words, 1, true)
    end)
  end)
end

function M.no_fault()
  M.wait('no fault', function()
    return #M.diagnostics() == 0
  end)
end

--- Takes the first offer of the completion list once it is this one: an older list, of fewer letters, begins with another.
function M.complete(label)
  M.wait('the offer ' .. label, function()
    local first = M.lua('return vim.fn.complete_info({ "items" }).items[1]')
    return first and (first.abbr ~= '' and first.abbr or first.word) == label
  end)
  M.keys('<C-n><C-y>')
end

--- Chooses, of the actions offered at the cursor, the one whose title has these words.
function M.act(words)
  M.wait('the action ' .. words, function()
    return M.lua(
      [[
      local words, chosen = ...
      vim.lsp.buf.code_action({ apply = true, filter = function(action)
        if chosen or not action.title:find(words, 1, true) then return false end
        chosen = action.title
        return true
      end })
      vim.wait(2000, function() return chosen end, 20)
      return chosen
    ]],
      words
    )
  end)
end

--- Gives what the cursor is on another name, everywhere.
function M.rename(name)
  M.lua('vim.lsp.buf.rename(...)', name)
  M.wait('the name ' .. name, function()
    return M.text():find(name, 1, true)
  end)
end

--- Waits for a floating window whose text has these words.
function M.floating(words)
  M.wait('the note ' .. words, function()
    return M.lua(
      [[
      for _, window in ipairs(vim.api.nvim_list_wins()) do
        if vim.api.nvim_win_get_config(window).relative ~= '' then
          local text = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true)
          return table.concat(text, '\n'):find(..., 1, true) ~= nil
        end
      end
    ]],
      words
    )
  end)
end

--- The lens whose text has these words: its line and its text.
function M.lens(words)
  return M.wait('the lens ' .. words, function()
    return M.lua(
      [[
      vim.lsp.codelens.refresh({ bufnr = 0 })
      vim.wait(100)
      for _, lens in ipairs(vim.lsp.codelens.get(0)) do
        if lens.command and lens.command.title:find(..., 1, true) then
          return { line = lens.range.start.line + 1, title = lens.command.title }
        end
      end
    ]],
      words
    )
  end)
end

--- Waits until the editor says something, in a pattern, and gives its captures.
function M.said(pattern)
  local found = M.wait('the message ' .. pattern, function()
    local captures = { M.lua('return vim.fn.execute("messages")'):match(pattern) }
    return #captures > 0 and captures
  end)
  return unpack(found)
end

--- Waits until a window whose buffer's name has some words shows a text with others.
function M.beside(name, words)
  M.wait(words .. ' in ' .. name, function()
    return M.lua(
      [[
      local name, words = ...
      for _, window in ipairs(vim.api.nvim_list_wins()) do
        local buffer = vim.api.nvim_win_get_buf(window)
        if vim.api.nvim_buf_get_name(buffer):find(name, 1, true) then
          local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), '\n')
          return text:find(words, 1, true) ~= nil
        end
      end
    ]],
      name,
      words
    )
  end)
end

--- Runs a test and ends the process: with 0 if it holds.
function M.test(name, body)
  local holds, failure = xpcall(body, debug.traceback)
  pcall(M.stop)
  io.stdout:write(holds and ('ok ' .. name .. '\n') or ('failed ' .. name .. '\n' .. failure .. '\n'))
  os.exit(holds and 0 or 1)
end

return M
