import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { selfSigned } from './gateway-for-tests.ts'
import { openGatewayLog } from './gateway-log.ts'
import { readCertificate, takesRenewedCertificate } from './renewed-certificate.ts'

const open = async ({ inOneFile = false } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'))
  const certFile = join(folder, 'cert.pem')
  const files = { certFile, keyFile: inOneFile ? certFile : join(folder, 'key.pem') }
  const write = ({ cert, key }: { cert?: string; key?: string }) => {
    if (inOneFile) return writeFileSync(certFile, `${key}\n${cert}`)
    if (cert) writeFileSync(files.certFile, cert)
    if (key) writeFileSync(files.keyFile, key)
  }
  const first = await selfSigned()
  write(first)
  const server = createServer(readCertificate(files)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const lines: string[] = []
  const look = takesRenewedCertificate(
    server,
    files,
    openGatewayLog((line) => lines.push(line)),
  )
  return {
    write,
    look,
    lines,
    /** What a partner is shown who comes now. */
    async shown(): Promise<string> {
      const { port } = server.address() as AddressInfo
      const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false })
      await once(socket, 'secureConnect')
      const { fingerprint256 } = socket.getPeerCertificate()
      socket.destroy()
      return fingerprint256
    },
    [Symbol.dispose]() {
      server.close()
      server.closeAllConnections()
      rmSync(folder, { recursive: true })
    },
  }
}

describe('a certificate that is renewed while the gateway runs', () => {
  it.each([{ inOneFile: false }, { inOneFile: true }])('is shown to whoever comes after that, %o', async (where) => {
    using gateway = await open(where)
    const before = await gateway.shown()
    gateway.look()
    expect([await gateway.shown(), gateway.lines]).toEqual([before, []])
    gateway.write(await selfSigned())
    gateway.look()
    expect(await gateway.shown()).not.toBe(before)
    expect(gateway.lines.join()).toContain('certificate-renewed')
  })

  it('whose key is not there yet, or that is none, changes nothing until it can be used', async () => {
    using gateway = await open()
    const before = await gateway.shown()
    const next = await selfSigned()
    gateway.write({ cert: next.cert })
    gateway.look()
    gateway.look()
    expect(await gateway.shown()).toBe(before)
    expect(gateway.lines.filter((line) => line.includes('certificate-not-usable'))).toHaveLength(1)
    gateway.write({ cert: 'nothing' })
    gateway.look()
    expect(await gateway.shown()).toBe(before)
    gateway.write(next)
    gateway.look()
    expect(await gateway.shown()).not.toBe(before)
  })
})
