import * as v from 'valibot'
import {
  type ImportedLine,
  type ImportedRow,
  type ImportInput,
  type ImportOutput,
  stepOf,
} from '#shared/admin/import.ts'
import { type UserId, userId } from '#shared/matrix/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Context, Person } from '../context.ts'
import { findPerson, findService } from '../directory/queries.ts'
import { HomeserverUnreachable, MatrixRefusal } from '../errors.ts'
import { findAccount } from './account.ts'
import { addPerson } from './add-person.ts'
import { changePerson } from './change-person.ts'
import { recordListed } from './record-listed.ts'

type Decided = { row: ImportedRow; whom: UserId; line: ImportedLine }

const refuse = (line: ImportedLine, code: ImportedLine['code']): ImportedLine => ({ ...line, step: 'refuse', code })

const decide = async (context: Context, row: ImportedRow): Promise<Decided> => {
  const whom = v.parse(userId, `@${row.localpart}:${context.config.clinic.serverName}`)
  const found = findPerson(context.db, whom)
  const known = {
    account: await findAccount(context, whom),
    entry: found && { title: found.title, specialty: found.specialty, serviceId: found.serviceId },
    hasService: row.entry.serviceId !== null && findService(context.db, row.entry.serviceId) !== null,
  }
  return { row, whom, line: { line: row.line, ...stepOf(row, known), invitation: null } }
}

const carryOut = async (context: Context, admin: Pick<Person, 'userId'>, decided: Decided): Promise<ImportedLine> => {
  const { row, whom, line } = decided
  const { localpart, name, entry, invitation } = row
  switch (line.step) {
    case 'add': {
      const added = await addPerson(context, admin, { localpart, name, entry, invitation, isClinicAdmin: false })
      return added.ok ? { ...line, invitation: added.value.invitation } : refuse(line, added.error.code)
    }
    case 'change': {
      const changed = await changePerson(context, admin, { userId: whom, name, entry })
      return changed.ok ? line : refuse(line, changed.error.code)
    }
    default:
      return line
  }
}

/**
 * The people of a file. All lines are looked at before one is carried out, and one that cannot be stops all of them.
 * Each person is made or changed as by hand, with an entry in the log; when the homeserver is lost half way, the rest is
 * refused and said so, and the same file again does the rest only.
 */
export const importPeople = async (
  context: Context,
  admin: Pick<Person, 'userId'>,
  { rows, isTrial }: ImportInput,
): Promise<Result<ImportOutput, never>> => {
  recordListed(context, admin.userId, 'people')
  const decided: Decided[] = []
  for (const row of rows) decided.push(await decide(context, row))
  const lines = decided.map(({ line }) => line)
  if (isTrial || lines.some(({ step }) => step === 'refuse')) return ok({ lines, isCarriedOut: false })

  const done: ImportedLine[] = []
  let isLost = false
  for (const one of decided) {
    if (isLost) {
      done.push(refuse(one.line, 'homeserver-unreachable'))
      continue
    }
    try {
      done.push(await carryOut(context, admin, one))
    } catch (error) {
      isLost = error instanceof HomeserverUnreachable
      if (!isLost && !(error instanceof MatrixRefusal)) throw error
      done.push(refuse(one.line, isLost ? 'homeserver-unreachable' : 'internal'))
    }
  }
  context.log.info('people-imported', { count: done.filter(({ step }) => step !== 'refuse').length })
  return ok({ lines: done, isCarriedOut: true })
}
