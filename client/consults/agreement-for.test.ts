import { expect, test } from 'vitest'
import type { ServerName } from '#shared/matrix/ids.ts'
import { agreementFor } from './asked.ts'

const [own, home, third] = ['sued.example', 'nord.example', 'west.example'] as ServerName[] as [
  ServerName,
  ServerName,
  ServerName,
]

test.each([
  ['the own clinic, which keeps it', own, own, own],
  ['a partner by the own clinic', home, own, home],
  ['the partner that keeps it', home, home, own],
  ['the own clinic by the partner that keeps it', own, home, home],
  ['a third clinic', third, home, third],
])('to ask %s', (_, asked, keeper, needed) => {
  expect(agreementFor(asked, { home: keeper, own })).toBe(needed)
})
