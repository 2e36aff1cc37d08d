import { webcrypto } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import { folderForTests } from '../folder-for-tests.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const dayMs = 24 * 60 * 60_000

const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
const pemOf = async (keys: Awaited<ReturnType<typeof newKeys>>) =>
  x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')

type Validity = { from: number; until: number }
const valid: Validity = { from: -dayMs, until: 90 * dayMs }

/** An authority, whose certificate is in a file, and what it signs. */
export const newAuthority = async () => {
  const keys = await newKeys()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Authority for tests',
    keys,
    signingAlgorithm: algorithm,
    extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
  })
  const caFile = join(folderForTests(), 'ca.pem')
  writeFileSync(caFile, certificate.toString('pem'))
  return {
    caFile,
    async sign(name: string, { from, until } = valid) {
      const own = await newKeys()
      const signed = await x509.X509CertificateGenerator.create({
        subject: `CN=${name}`,
        issuer: certificate.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        notBefore: new Date(Date.now() + from),
        notAfter: new Date(Date.now() + until),
        extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: name }])],
      })
      return { cert: signed.toString('pem'), key: await pemOf(own) }
    },
  }
}

export const serveTls = async (identity: { cert: string; key: string }, listener: RequestListener) => {
  const server = createServer(identity, listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}
