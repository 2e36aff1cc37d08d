import { describe, expect, it } from 'vitest'
import { contentFor, contentSentTo, coverOf } from './cover-content.ts'
import type { UserId } from './ids.ts'

const sofia = '@sofia:sued.example' as UserId

describe('what a message says of a cover', () => {
  it('is read as it was written', () => {
    expect(coverOf({ body: 'Hallo', ...contentFor(sofia) })).toEqual({ kind: 'for', userId: sofia })
    expect(coverOf({ body: 'Hallo', ...contentSentTo(sofia) })).toEqual({ kind: 'sent-to', userId: sofia })
  })

  it.each([{}, { 'app.consilium.cover': 'Sofia' }, { 'app.consilium.cover': { for: 'Sofia' } }])(
    'is nothing in %j',
    (content) => expect(coverOf(content)).toBeNull(),
  )
})
