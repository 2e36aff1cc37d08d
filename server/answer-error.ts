import type { Context as HonoContext } from 'hono'
import type { Env } from './context.ts'
import { MatrixRefusal, refusalOf, refuse } from './errors.ts'
import { faultFields } from './log.ts'

/** The one place that answers what was thrown: no message, no stack, only our code; the log says where it came from. */
export const answerError = (error: Error, c: HonoContext<Env>): Response => {
  const refusal = refusalOf(error)
  if (refusal) return refuse(c, refusal)
  c.var.context.log.error('request-failed', {
    requestId: c.var.requestId,
    method: c.req.method,
    ...faultFields(error),
    ...(error instanceof MatrixRefusal ? { errcode: error.errcode, status: error.status } : {}),
  })
  return refuse(c, { code: 'internal', details: { requestId: c.var.requestId } })
}
