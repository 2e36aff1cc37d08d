import * as v from 'valibot'
import { healthcareService } from '../directory/api.ts'
import type { HeldRoles } from './roles.ts'

/**
 * What the groups of the hospital's provider mean here. Whatever no group is named for is given here, by hand, and stays
 * so; whatever one is named for is theirs alone, from the next sign-in on.
 */

/** A group of the provider → the department, by its id. */
export const departmentsByGroup = v.record(v.pipe(v.string(), v.maxLength(200)), healthcareService.entries.id)
export type DepartmentsByGroup = v.InferOutput<typeof departmentsByGroup>

export type RoleGroups = {
  auditorGroups: readonly string[]
  operatorGroups: readonly string[]
  leadGroups: DepartmentsByGroup
}

const meantBy = (byGroup: DepartmentsByGroup, groups: readonly string[]): string[] =>
  Object.entries(byGroup).flatMap(([group, department]) => (groups.includes(group) ? [department] : []))

export const rolesByGroups = (held: HeldRoles, groups: readonly string[], named: RoleGroups): HeldRoles => {
  const { auditorGroups, operatorGroups, leadGroups } = named
  const isIn = (some: readonly string[]) => groups.some((group) => some.includes(group))
  const ruled = Object.values(leadGroups)
  const byHand = held.leads.filter((department) => !ruled.includes(department))
  return {
    isAuditor: auditorGroups.length > 0 ? isIn(auditorGroups) : held.isAuditor,
    isOperator: operatorGroups.length > 0 ? isIn(operatorGroups) : held.isOperator,
    leads: [...new Set([...byHand, ...meantBy(leadGroups, groups)])],
  }
}

/** In which department somebody is; of several that their groups mean, the one that they are in already, or the first. */
export const departmentByGroups = (
  current: string | null,
  groups: readonly string[],
  named: DepartmentsByGroup,
): string | null => {
  const [first, ...others] = meantBy(named, groups)
  if (first !== undefined) return current !== null && others.includes(current) ? current : first
  return current !== null && Object.values(named).includes(current) ? null : current
}
