import * as v from 'valibot'
import { healthcareService } from '../directory/api.ts'

/**
 * What people of a clinic may do beside their own work. A clinic admin may all of it; the others only what their role
 * is for. Nobody reads what is said or written about patients by any of these.
 */
export const heldRoles = v.object({
  /** Reads, verifies and exports the log of accesses, and nothing else. */
  isAuditor: v.boolean(),
  /** Sees how the parts do, what is stored, and how partners are reached; no people. */
  isOperator: v.boolean(),
  /** Looks after members, rota, questions, templates and hours of these departments, by id. */
  leads: v.pipe(v.array(healthcareService.entries.id), v.maxLength(100)),
})
export type HeldRoles = v.InferOutput<typeof heldRoles>

export const noRoles: HeldRoles = { isAuditor: false, isOperator: false, leads: [] }
