import { describe, expect, it } from 'vitest'
import { departmentByGroups, rolesByGroups } from './group-rules.ts'
import { noRoles } from './roles.ts'

const none = { auditorGroups: [], operatorGroups: [], leadGroups: {} }
const leads = { 'kardio-leitung': 'kardio', 'herz-leitung': 'kardio', 'neuro-leitung': 'neuro' }

describe('groups of the provider', () => {
  it('leave what is given by hand where none are named', () => {
    const held = { isAuditor: true, isOperator: true, leads: ['kardio'] }
    expect(rolesByGroups(held, [], none)).toEqual(held)
  })

  it('give and take the roles that they are named for', () => {
    const named = { ...none, auditorGroups: ['revision'], operatorGroups: ['betrieb'] }
    expect(rolesByGroups({ ...noRoles, isOperator: true }, ['revision'], named)).toEqual({
      ...noRoles,
      isAuditor: true,
    })
  })

  it('make somebody lead the departments that they mean, once each, beside those that are given by hand', () => {
    const held = { ...noRoles, leads: ['chirurgie', 'neuro'] }
    const found = rolesByGroups(held, ['kardio-leitung', 'herz-leitung'], { ...none, leadGroups: leads })
    expect(found.leads).toEqual(['chirurgie', 'kardio'])
  })

  it.each([
    ['bring somebody into a department', null, ['k'], 'kardio'],
    ['take them out of it', 'kardio', [], null],
    ['take them into another', 'kardio', ['n'], 'neuro'],
    ['leave who is in one of several where they are', 'neuro', ['k', 'n'], 'neuro'],
    ['leave who is in a department that no group is named for', 'chirurgie', [], 'chirurgie'],
    ['bring whom they mean from there', 'chirurgie', ['k'], 'kardio'],
    ['leave who is in none', null, ['x'], null],
  ])('%s', (_, current, groups, department) => {
    expect(departmentByGroups(current, groups, { k: 'kardio', n: 'neuro' })).toBe(department)
  })
})
