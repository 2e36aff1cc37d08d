import { describe, expect, it } from 'vitest'
import type { EventId } from '../matrix/ids.ts'
import { reportsOf, type SentReport, untoldReport } from './report.ts'

const owner = '@ernst:sued.localhost'
const written = (version: number, replaces: string | null, sender = owner): SentReport => ({
  eventId: `$v${version}`,
  sender,
  encrypted: true,
  at: version,
  content: {
    version,
    replaces,
    findings: 'ST-Hebungen in II, III, aVF',
    assessment: 'Inferiorer Infarkt',
    recommendation: 'Sofortige Verlegung',
    patient: { name: 'Muster, Erika', birthDate: '1950-03-01', sex: 'female' },
    signedOff: { by: sender, name: 'Dr. Ernst', at: version },
  },
})
const versions = (events: SentReport[]) => reportsOf(events, [owner]).map((report) => report.version)

describe('reports of a consult', () => {
  it('are those of the owner, each correcting the one before', () => {
    expect(versions([written(1, null), written(2, '$v1')])).toEqual([1, 2])
  })

  it('leave out what came in the clear, from somebody else, or signed in another name', () => {
    const clear = { ...written(1, null), encrypted: false }
    const foreign = written(1, null, '@eve:sued.localhost')
    const forged = { ...written(1, null), content: { ...(foreign.content as object) } }
    expect(versions([clear, foreign, forged])).toEqual([])
  })

  it('leave out a correction of something that is not the newest', () => {
    expect(versions([written(1, null), written(3, '$v2'), { ...written(2, '$other') }])).toEqual([1])
  })

  it('are final unless they say that they are interim answers', () => {
    const interim = { ...written(1, null), content: { ...(written(1, null).content as object), status: 'preliminary' } }
    const [first, second] = reportsOf([interim, written(2, '$v1')], [owner])
    expect([first?.status, second?.status]).toEqual(['preliminary', 'final'])
    const nothingTold = { status: 'accepted', output: null, interim: null } as const
    expect(untoldReport(nothingTold, first ?? null)).toBe('interim')
    expect(untoldReport(nothingTold, second ?? null)).toBe('completed')
    expect(untoldReport({ ...nothingTold, interim: '$v1' as EventId }, first ?? null)).toBeNull()
    const answered = { status: 'completed', output: '$v2' as EventId, interim: '$v1' as EventId } as const
    expect(untoldReport(answered, second ?? null)).toBeNull()
    const third = reportsOf([interim, written(2, '$v1'), written(3, '$v2')], [owner]).at(-1)
    expect(untoldReport(answered, third ?? null)).toBe('corrected')
  })
})
