import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { trustedAuthorities } from './trusted-authorities.ts'

test('a private authority is trusted beside the public ones, not instead of them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-authorities-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const caFile = join(folder, 'ca.pem')
  writeFileSync(caFile, 'of the hospital')
  expect(trustedAuthorities(caFile)).toEqual(expect.arrayContaining([...rootCertificates, 'of the hospital']))
  expect(trustedAuthorities(null)).toEqual(expect.arrayContaining([...rootCertificates]))
})
