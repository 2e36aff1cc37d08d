import { expect, it } from 'vitest'
import { draftOf, faultsOf, idOf, inputOf, newHours } from './department-draft.ts'

const draft = { ...draftOf(null, 'Europe/Berlin'), name: 'Innere Medizin (Süd)' }

it.each([
  ['Innere Medizin (Süd)', [], 'innere-medizin-sued'],
  ['Innere Medizin (Süd)', ['innere-medizin-sued'], 'innere-medizin-sued-2'],
  ['***', [], 'abteilung'],
])('%s among %j is known as %s', (name, taken, id) => {
  expect(idOf(name, taken)).toBe(id)
})

it('says what cannot be saved', () => {
  expect(faultsOf(draft)).toEqual([])
  const stat = { ...draft.acceptWithin, stat: '2,5' }
  expect(faultsOf({ ...draft, name: ' ', acceptWithin: stat })).toEqual(['name', 'acceptWithin'])
  const hours = newHours()
  expect(faultsOf({ ...draft, hours: [{ ...hours, days: [] }] })).toEqual(['hours'])
  expect(faultsOf({ ...draft, hours: [{ ...hours, to: hours.from }] })).toEqual(['hours'])
})

it('sends what was typed, comes back as it was, and has no times when none are given', () => {
  expect(inputOf(draft, [])).toMatchObject({ id: 'innere-medizin-sued', phone: null, times: null })
  const typed = { ...draft, id: 'innere', hours: [newHours()], answerWithin: { ...draft.answerWithin, routine: '600' } }
  const { times, ...rest } = inputOf(typed, ['innere'])
  expect(times).toMatchObject({ timeZone: 'Europe/Berlin', answerWithin: { routine: 600 }, acceptWithin: {} })
  const service = {
    ...{
      ...rest,
      phone: null,
      times: times as never,
      onCallCount: 0,
      onDuty: [],
      usualAnswerMs: null,
      usualConsultMs: null,
      takesConsults: true,
      takesMessages: true,
    },
    serverName: 'nord.example' as never,
  }
  expect(draftOf(service, 'UTC')).toEqual({ ...typed, name: typed.name })
})
