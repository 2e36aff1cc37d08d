import type { FiguresOutput } from '#shared/consults/api.ts'
import { askService } from '../clinics/open-clinics.ts'
import type { TestClinics } from '../clinics/remote-clinics.ts'
import { askAndAnswer } from './answered-consult.ts'
import { askConsult, consultsOf, move, newRequest, passTime } from './consult-api.ts'
import { type Department, newDepartment } from './department.ts'
import { join } from './matrix-api.ts'
import { type Somebody, sessionAt, somebodyAt } from './somebody.ts'
import { until } from './until.ts'

const minuteMs = 60_000

/**
 * A department of Nord that Süd has asked three times: it accepted after 12 minutes and answered after 42; nobody came
 * to an emergency for six, so that the second tier was called, which accepted it; and both declined one.
 */
export const newMeasuredDepartment = async ({ nord, sued }: TestClinics): Promise<Department> => {
  const department = await newDepartment(nord, ['first', 'second'])
  const [first, second] = department.onCall as [Somebody, Somebody]
  const asker = await somebodyAt(sued)
  const [byFirst, bySecond] = await Promise.all([sessionAt(sued, first), sessionAt(sued, second)])
  const ask = async (priority: 'urgent' | 'stat') => {
    const { roomId } = await askConsult(asker, newRequest(department, { priority }))
    for (const person of [asker, first, second]) await join(person, roomId)
    return roomId
  }

  await askAndAnswer(asker, department, { acceptMs: 12 * minuteMs, answerMs: 42 * minuteMs })

  const emergency = await ask('stat')
  await passTime(sued, emergency, 6 * minuteMs)
  const { task } = await until('the second tier being called', async () =>
    (await consultsOf(asker)).find((one) => one.roomId === emergency && one.task.tier === 'second'),
  )
  await move(sued, bySecond, emergency, { to: 'accepted', expectedVersion: task.version })

  const declined = await ask('urgent')
  for (const [at, token] of [byFirst, bySecond].entries())
    await move(sued, token, declined, { to: 'rejected', reason: 'capacity', expectedVersion: at + 1 })

  const admin = await somebodyAt(nord, { role: 'admin' })
  await until('the figures of the asked clinic', async () => {
    const { services } = await askService<FiguresOutput>(nord, admin, 'GET', '/api/consults/figures?days=7')
    const figures = services.find(({ id }) => id === department.id)?.figures
    return figures?.accepted === 2 && figures.answered === 1 && figures.declined === 1
  })
  return department
}
