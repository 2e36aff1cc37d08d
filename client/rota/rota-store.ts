import { type Accessor, createMemo, createResource } from 'solid-js'
import type { RotaOutput, RotaSettings, ShiftsOutput } from '#shared/rota/api.ts'
import { momentOf } from '#shared/rota/calendar.ts'
import type { PlannedShift } from '#shared/rota/planned-shift.ts'
import type { SwapMove } from '#shared/rota/swap.ts'
import { askWhileSeen, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { answerOf } from '../ui/index.ts'
import { useMyRota } from './my-rota.tsx'
import type { RotaRange } from './rota-range.ts'
import { queryOf } from './rota-range.ts'

/** Others plan and swap while somebody looks. */
const lookAgainMs = 15_000
/** So many shifts go in one request. */
const atOnce = 250

export type Rota = {
  shown: Accessor<RotaOutput | undefined>
  error: Accessor<unknown>
  isLoading: Accessor<boolean>
  again(): void
  /** Whatever is planned in a time, whichever is shown. */
  within(from: number, to: number): Promise<PlannedShift[]>
  plan(shifts: readonly PlannedShift[], isTrial?: boolean): Promise<ShiftsOutput['shifts']>
  remove(ids: string[]): Promise<void>
  change(settings: RotaSettings): Promise<void>
  swap(shiftId: string, move: SwapMove): Promise<PlannedShift>
}

/** The plan of one department. Verbs throw what the service refuses. Call under a Solid owner. */
export const createRota = (serviceId: Accessor<string | null>, range: Accessor<RotaRange>): Rota => {
  const api = useClinicApi()
  const departments = api.own.api.rota.departments[':serviceId']
  // Days are asked for by a clock that only the answer tells; a day more on both sides holds for every clock.
  const query = createMemo(() => {
    const { from, to } = queryOf(range(), 'UTC')
    const dayMs = 24 * 60 * 60_000
    return { from: String(Math.max(0, Number(from) - dayMs)), to: String(Number(to) + dayMs) }
  })
  const [asked, { refetch }] = createResource(
    () => {
      const id = serviceId()
      return id === null ? null : { id, query: query() }
    },
    async ({ id, query: when }) => unwrap(departments.$get({ param: { serviceId: id }, query: when })),
  )
  askWhileSeen(() => void refetch(), lookAgainMs)
  // Without an answer what was there stays, so that nothing that is typed is lost; never that of another department.
  const shown = createMemo((before: RotaOutput | undefined): RotaOutput | undefined => {
    const known = answerOf(asked) ?? (asked.state === 'errored' ? before : undefined)
    return known?.service.id === serviceId() ? known : undefined
  })
  const param = () => ({ serviceId: serviceId() ?? '' })
  const { again: askForMineAgain } = useMyRota()
  /** What is changed here may be planned for the person, too. */
  const again = () => {
    void refetch()
    void askForMineAgain()
  }

  return {
    shown,
    error: () => asked.error as unknown,
    isLoading: () => asked.loading,
    again,
    within: async (from, to) =>
      (await unwrap(departments.$get({ param: param(), query: { from: String(from), to: String(to) } }))).shifts,
    async plan(shifts, isTrial = false) {
      const lines: ShiftsOutput['shifts'] = []
      for (let at = 0; at < shifts.length; at += atOnce) {
        const json = { shifts: shifts.slice(at, at + atOnce), isTrial }
        lines.push(...(await unwrap(departments.shifts.$put({ param: param(), json }))).shifts)
      }
      if (!isTrial) again()
      return lines
    },
    async remove(ids) {
      await unwrap(departments.shifts.$delete({ param: param(), json: { ids } }))
      again()
    },
    async change(settings) {
      await unwrap(departments.settings.$put({ param: param(), json: settings }))
      again()
    },
    async swap(shiftId, move) {
      const shift = await unwrap(departments.swaps.$post({ param: param(), json: { shiftId, move } }))
      again()
      return shift
    },
  }
}

export const newShiftId = (): string => crypto.randomUUID()

/** Where a new shift begins and ends when somebody presses a day. */
export const usualSpan = (day: string, timeZone: string): Pick<PlannedShift, 'start' | 'end'> => ({
  start: momentOf(day, '08:00', timeZone),
  end: momentOf(day, '16:00', timeZone),
})
