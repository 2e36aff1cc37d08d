import * as v from 'valibot'
import { practitionerRole } from '../directory/api.ts'
import { type ErrorCode, errorCodes } from '../errors.ts'
import { invitationView, localpart, newInvitation, personName } from './api.ts'

/** In one request; a file of more is sent in several. */
export const mostRows = 50

const line = v.pipe(v.number(), v.integer(), v.minValue(1))
const entry = v.pick(practitionerRole, ['title', 'specialty', 'serviceId'])

const importedRow = v.object({
  /** Of the file, as people count them. */
  line,
  localpart,
  name: personName,
  entry,
  /** For whom there is no account yet. */
  invitation: newInvitation,
})
export type ImportedRow = v.InferOutput<typeof importedRow>

/** `POST /api/admin/people/import`, clinic admin: the people of a file, tried out first. */
export const importInput = v.object({
  rows: v.pipe(v.array(importedRow), v.minLength(1), v.maxLength(mostRows)),
  /** Says what would happen, and changes nothing. */
  isTrial: v.boolean(),
})
export type ImportInput = v.InferOutput<typeof importInput>

/** What a line leads to: an account, a changed name or entry, nothing because all of it is so, or nothing because of a fault. */
export const importSteps = ['add', 'change', 'keep', 'refuse'] as const
export type ImportStep = (typeof importSteps)[number]

const importedLine = v.object({
  line,
  step: v.picklist(importSteps),
  /** Why, where it is refused. */
  code: v.nullable(v.picklist(errorCodes)),
  /** Of an account that was made. */
  invitation: v.nullable(invitationView),
})
export type ImportedLine = v.InferOutput<typeof importedLine>

export const importOutput = v.object({
  lines: v.array(importedLine),
  /** False after a trial, and when one line is refused before any was carried out: then nothing was changed. */
  isCarriedOut: v.boolean(),
})
export type ImportOutput = v.InferOutput<typeof importOutput>

/** What the clinic knows of whom a line names. */
type Known = {
  account: { isDeactivated: boolean; name: string } | null
  entry: v.InferOutput<typeof entry> | null
  hasService: boolean
}

/** Carried out twice, the second time keeps everything. */
export const stepOf = (
  row: Pick<ImportedRow, 'name' | 'entry'>,
  { account, entry: known, hasService }: Known,
): { step: ImportStep; code: ErrorCode | null } => {
  if (row.entry.serviceId !== null && !hasService) return { step: 'refuse', code: 'not-found' }
  // The name of a closed account is never given to somebody else.
  if (account?.isDeactivated) return { step: 'refuse', code: 'name-taken' }
  if (!account) return { step: 'add', code: null }
  const isSame =
    account.name === row.name &&
    known?.title === row.entry.title &&
    known.specialty === row.entry.specialty &&
    known.serviceId === row.entry.serviceId
  return { step: isSame ? 'keep' : 'change', code: null }
}
