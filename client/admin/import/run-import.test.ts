import { expect, it } from 'vitest'
import type { ImportedRow, ImportInput, ImportOutput } from '#shared/admin/import.ts'
import { ApiError } from '../../clinic-api/index.ts'
import { carryOutRows, tryRows } from './run-import.ts'

const rows = Array.from(
  { length: 120 },
  (_, at): ImportedRow => ({
    line: at + 2,
    localpart: `p${at}`,
    name: `P ${at}`,
    entry: { title: '', specialty: 'cardiology', serviceId: null },
    invitation: { secretHash: 'h'.repeat(43), validMs: 86_400_000 },
  }),
)
const adding = ({ rows: asked, isTrial }: ImportInput): ImportOutput => ({
  lines: asked.map(({ line }) => ({ line, step: 'add', code: null, invitation: null })),
  isCarriedOut: !isTrial,
})

it('a long file goes in parts, each told as it is done', async () => {
  const progress: number[] = []
  const lines = await tryRows(
    async (input) => adding(input),
    rows,
    (done) => progress.push(done),
  )
  expect(progress).toEqual([50, 100, 120])
  expect(lines.map(({ line }) => line)).toEqual(rows.map(({ line }) => line))
})

it('a part that is lost says so of its lines, and the others are carried out', async () => {
  let asked = 0
  const send = async (input: ImportInput) => {
    if (++asked === 2) throw new ApiError('homeserver-unreachable')
    return adding(input)
  }
  const lines = await carryOutRows(send, rows, () => {})
  expect(lines.map(({ step, code }) => code ?? step)).toEqual([
    ...Array.from({ length: 50 }, () => 'add'),
    ...Array.from({ length: 50 }, () => 'homeserver-unreachable'),
    ...Array.from({ length: 20 }, () => 'add'),
  ])
})

it('a part of which nothing was done, since something changed after the trial, does not look as if it was', async () => {
  const send = async (input: ImportInput) => ({ ...adding(input), isCarriedOut: false })
  const lines = await carryOutRows(send, rows.slice(0, 2), () => {})
  expect(lines.map(({ step, code }) => [step, code])).toEqual([
    ['refuse', 'race-lost'],
    ['refuse', 'race-lost'],
  ])
})
