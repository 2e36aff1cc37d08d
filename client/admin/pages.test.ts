import { describe, expect, it } from 'vitest'
import { noRoles } from '#shared/auth/roles.ts'
import { pages, pagesFor } from './pages.ts'

describe('the pages of the administration', () => {
  it('are all for an admin, and for the others those of their roles', () => {
    expect(pagesFor(true, noRoles)).toEqual(pages)
    expect(pagesFor(false, noRoles)).toEqual([])
    expect(pagesFor(false, { ...noRoles, leads: ['cardiology'] })).toEqual(['departments'])
    expect(pagesFor(false, { ...noRoles, isAuditor: true })).toEqual(['audit'])
    expect(pagesFor(false, { ...noRoles, isOperator: true })).toEqual(['partners', 'files', 'operation'])
    expect(pagesFor(false, { isAuditor: true, isOperator: true, leads: ['cardiology'] })).toEqual([
      'departments',
      'partners',
      'files',
      'operation',
      'audit',
    ])
  })
})
