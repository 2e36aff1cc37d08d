import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { newCertificate } from './certificate-for-tests.ts'
import { checkTurn } from './check-running.ts'

const listen = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** What listens where coturn would, with a certificate for this name, as the only authority. */
const openTurn = async (certificateFor: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'turn-'))
  const caFile = join(folder, 'ca.pem')
  const { cert, key } = await newCertificate(certificateFor)
  writeFileSync(caFile, cert)
  const plain = createServer((socket) => socket.end())
  const tls = createTlsServer({ cert, key }, (socket) => socket.end())
  const ports = { turn: await listen(plain), turnTls: await listen(tls) }
  return {
    plan: { url: 'https://chat.ost.localhost', host: '127.0.0.1', firstPort: 8600, ports, caFile },
    stop: () => plain.close(),
    [Symbol.dispose]() {
      plain.close()
      tls.close()
      rmSync(folder, { recursive: true })
    },
  }
}

describe('TURN, by the name that browsers are given', () => {
  it('is good where both ways are open and the certificate is for it', async () => {
    using turn = await openTurn('chat.ost.localhost')
    expect(await checkTurn(turn.plan, true)).toMatchObject({ verdict: 'good' })
  })

  it('is of no use to browsers with a certificate for another name', async () => {
    using turn = await openTurn('ost.localhost')
    const found = await checkTurn(turn.plan, true)
    expect(found).toMatchObject({ verdict: 'fault', mend: 'Have the certificate made for chat.ost.localhost too.' })
    expect(found.says).toContain('ERR_TLS_CERT_ALTNAME_INVALID')
  })

  it('is of no use to them with one that an unknown authority has signed', async () => {
    using turn = await openTurn('chat.ost.localhost')
    const found = await checkTurn({ ...turn.plan, caFile: null }, true)
    expect(found).toMatchObject({ verdict: 'fault', mend: 'Take one of an authority that browsers trust.' })
  })

  it('names the port that is closed, and says when nothing relays at all', async () => {
    using turn = await openTurn('chat.ost.localhost')
    turn.stop()
    const found = await checkTurn(turn.plan, true)
    expect(found).toMatchObject({ verdict: 'fault' })
    expect(found.says).toContain(`port ${turn.plan.ports.turn}: nobody listens there`)
    expect(found.says).not.toContain(`port ${turn.plan.ports.turnTls}`)
    expect(await checkTurn(turn.plan, false)).toMatchObject({ verdict: 'warning' })
  })
})
