import { describe, expect, it } from 'vitest'
import { faultFields, type LogFields, openLog } from './log.ts'

const lineOf = (fields: Record<string, unknown>) => {
  const lines: string[] = []
  openLog(
    (line) => lines.push(line),
    () => 0,
  ).info('event', fields as LogFields)
  return lines.join('')
}

describe('the log', () => {
  it('is one line of JSON per event', () => {
    expect(lineOf({ partner: 'sued.example', count: 2 })).toBe(
      '{"time":"1970-01-01T00:00:00.000Z","level":"info","event":"event","partner":"sued.example","count":2}\n',
    )
  })

  it('leaves out every field that is not on its list', () => {
    expect(
      lineOf({ name: 'Meier', userId: '@meier:nord.example', url: 'https://x', content: {}, code: 'internal' }),
    ).toBe('{"time":"1970-01-01T00:00:00.000Z","level":"info","event":"event","code":"internal"}\n')
  })

  it('withholds user ids and tokens that came in an allowed field', () => {
    for (const value of ['@meier:nord.example', 'Bearer abc', 'syt_bWVpZXI_x', 'eyJhbGciOiJIUzI1NiJ9.e30.x'])
      expect(lineOf({ reason: value })).toContain('"reason":"(withheld)"')
  })

  it('says of an error its class and place, never its message', () => {
    const fields = faultFields(new TypeError('patient Meier'))
    expect(fields.error).toBe('TypeError')
    expect(fields.at).toMatch(/^server\/log\.test\.ts:\d+/)
    expect(JSON.stringify(fields)).not.toContain('Meier')
  })
})
