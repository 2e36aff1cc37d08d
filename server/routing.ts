import type { Context as HonoContext, TypedResponse, ValidationTargets } from 'hono'
import { describeRoute, resolver, validator } from 'hono-openapi'
import type * as v from 'valibot'
import type { Refusal } from '#shared/errors.ts'
import type { Result } from '#shared/result.ts'
import { type ErrorAnswer, refuse } from './errors.ts'

type SuccessStatus = 200 | 201 | 202

/** Describes a route in /api/openapi.json: what it is for, and the body that it answers with when it succeeds. */
export const described = (summary: string, answer: v.GenericSchema, status: SuccessStatus = 200) =>
  describeRoute({
    summary,
    responses: {
      [status]: {
        description: 'Done',
        content: {
          'application/json': { schema: resolver(answer, { options: { typeMode: 'output', errorMode: 'ignore' } }) },
        },
      },
    },
  })

/** Which fields are wrong; never what was in them. */
const faultyFields = (issues: readonly { path?: readonly unknown[] | undefined }[]): string => {
  const names = issues.map(({ path = [] }) =>
    path.map((step) => String(typeof step === 'object' && step !== null && 'key' in step ? step.key : step)).join('.'),
  )
  return [...new Set(names)].join(', ').slice(0, 200)
}

/** Checks one part of the request; faults are answered with `bad-input` and the names of the fields. */
export const validate = <Target extends keyof ValidationTargets, Schema extends v.GenericSchema>(
  target: Target,
  schema: Schema,
) =>
  validator(target, schema, (result, c) => {
    if (!result.success) return refuse(c, { code: 'bad-input', details: { fields: faultyFields(result.error) } })
    return
  })

export type Reply<T, Status extends SuccessStatus> = (Response & TypedResponse<T, Status, 'json'>) | ErrorAnswer

/** Answers with what an action returned: its value, or its refusal as an error. */
export const reply = <T, Status extends SuccessStatus = 200>(
  c: HonoContext,
  result: Result<T, Refusal>,
  status: Status = 200 as Status,
): Reply<T, Status> => {
  if (!result.ok) return refuse(c, result.error)
  c.header('cache-control', 'no-store')
  return c.json(result.value as object, status) as Reply<T, Status>
}
