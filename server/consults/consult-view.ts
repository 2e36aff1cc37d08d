import type { ConsultOutput } from '#shared/consults/api.ts'
import type { ConsultRow } from './queries.ts'

export const consultView = ({ roomId, homeServer, task }: ConsultRow): ConsultOutput => ({ roomId, homeServer, task })
