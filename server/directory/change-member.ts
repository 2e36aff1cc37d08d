import type * as v from 'valibot'
import type { memberInput, PractitionerRole } from '#shared/directory/api.ts'
import type { Refusal } from '#shared/errors.ts'
import { type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { publishPerson } from './publish-entry.ts'
import { findPerson } from './queries.ts'

/** Who belongs to a department. Whoever leads it takes in who belongs to none: nobody is taken from another's. */
export const changeMember = (
  context: Context,
  serviceId: string,
  { userId, isMember }: v.InferOutput<typeof memberInput>,
): Result<PractitionerRole, Refusal> => {
  const known = findPerson(context.db, userId)
  if (!known) return refused({ code: 'not-found' })
  const isOfOther = known.serviceId !== null && known.serviceId !== serviceId
  if (isOfOther || (!isMember && known.serviceId === null)) return refused({ code: 'illegal-transition' })
  const { name, title, specialty } = known
  return publishPerson(context, { userId, name, title, specialty, serviceId: isMember ? serviceId : null })
}
