import { describe, expect, it } from 'vitest'
import type { ServerName, UserId } from '../matrix/ids.ts'
import cases from './cases.json' with { type: 'json' }
import {
  blockUser,
  configOfDefault,
  type DefaultSetting,
  exceptServer,
  exceptUser,
  localServer,
  mayInvite,
  type PermissionConfig,
  readPermissionConfig,
  unblockUser,
  withSetting,
} from './permission-config.ts'

const nord = 'nord.example' as ServerName
const sued = 'sued.example' as ServerName
const anna = '@a:nord.example' as UserId
const bert = '@b:sued.example' as UserId
const clara = '@c:sued.example' as UserId
const setTo = (defaultSetting: DefaultSetting): PermissionConfig => ({
  defaultSetting,
  serverExceptions: {},
  userExceptions: {},
  groupExceptions: [],
})

type Case = { it: string; config: unknown; in?: string[]; out?: string[]; broken?: boolean }

describe('who may write to somebody', () => {
  it.each(cases as Case[])('$it', ({ config: content, in: allowed = [], out = [], broken = false }) => {
    const config = readPermissionConfig(content)
    expect(config === null).toBe(broken)
    if (!config) return
    for (const user of allowed) expect([user, mayInvite(config, user as UserId)]).toEqual([user, true])
    for (const user of out) expect([user, mayInvite(config, user as UserId)]).toEqual([user, false])
  })

  it('may be the own clinic only, as a default of any clinic', () => {
    const config = configOfDefault({ defaultSetting: 'block all', serverExceptions: { [localServer]: {} } }, nord)
    expect([mayInvite(config, anna), mayInvite(config, bert)]).toEqual([true, false])
    expect(Object.keys(config.serverExceptions)).toEqual([nord])
  })

  it('does not turn those who were blocked into the only ones who are allowed', () => {
    const blocking = exceptServer(exceptUser(setTo('allow all'), anna), sued)
    const closed = withSetting(blocking, 'block all')
    expect([anna, bert].map((user) => mayInvite(closed, user))).toEqual([false, false])
    expect(withSetting(blocking, 'allow all')).toBe(blocking)
  })

  it('holds an exception once, however often and in whichever letters it is made', () => {
    const twice = exceptUser(exceptUser(setTo('allow all'), '@B:sued.example' as UserId), bert)
    expect(Object.keys(twice.userExceptions)).toEqual([bert])
  })
})

describe('blocking one person', () => {
  it.each([
    ['everybody is allowed', setTo('allow all')],
    ['their clinic is blocked already', exceptServer(setTo('allow all'), sued)],
    ['everybody is blocked', setTo('block all')],
    ['everybody but them is blocked', exceptUser(setTo('block all'), bert)],
    ['everybody but their clinic is blocked', exceptServer(setTo('block all'), sued)],
  ])('keeps them out when %s', (_, config) => {
    expect(mayInvite(blockUser(config, bert), bert)).toBe(false)
  })

  it('keeps those of an allowed clinic whom one writes with already', () => {
    const blocked = blockUser(exceptServer(setTo('block all'), sued), bert, [bert, clara, anna])
    expect([bert, clara, anna].map((user) => mayInvite(blocked, user))).toEqual([false, true, false])
  })

  it('is undone', () => {
    for (const setting of ['allow all', 'block all'] as const)
      expect(mayInvite(unblockUser(blockUser(setTo(setting), bert), bert), bert)).toBe(true)
  })

  it('is not undone for one of a clinic that is blocked as a whole', () => {
    const config = exceptServer(setTo('allow all'), sued)
    expect(mayInvite(unblockUser(config, bert), bert)).toBe(false)
  })
})
