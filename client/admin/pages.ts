import type { HeldRoles } from '#shared/auth/roles.ts'

export const pages = [
  'people',
  'departments',
  'features',
  'rooms',
  'partners',
  'permissions',
  'files',
  'operation',
  'audit',
] as const
export type Page = (typeof pages)[number]

/** What of the administration somebody sees: an admin all of it, the others what their role is for. */
export const pagesFor = (isClinicAdmin: boolean, { isAuditor, isOperator, leads }: HeldRoles): readonly Page[] => {
  if (isClinicAdmin) return pages
  const theirs: Page[] = [
    ...(leads.length > 0 ? (['departments'] as const) : []),
    ...(isOperator ? (['partners', 'files', 'operation'] as const) : []),
    ...(isAuditor ? (['audit'] as const) : []),
  ]
  return pages.filter((page) => theirs.includes(page))
}
