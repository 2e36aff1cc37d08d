import { once } from 'node:events'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { findDestination, isInternal } from './destination.ts'
import { echo, secret, startGateway } from './gateway-for-tests.ts'

const say = async (tunnel: Socket | number, words: string): Promise<string> => {
  if (!(tunnel instanceof Socket)) throw new Error(`refused with ${tunnel}`)
  tunnel.write(words)
  const [bytes] = await once(tunnel, 'data')
  return String(bytes)
}

const mark = { 'proxy-authorization': `Bearer ${secret}` }

describe('the way out', () => {
  it('is closed as long as nobody is a partner', async () => {
    using partner = await echo()
    await using gateway = await startGateway({ addresses: { 'sued.localhost': partner.address } })
    expect(await gateway.connectTo('sued.localhost:443')).toBe(403)
    expect(await gateway.connectTo('sued.localhost:443', mark)).toBe(403)
  })

  it('leads to an active partner, on the ports of federation only', async () => {
    using partner = await echo()
    await using gateway = await startGateway({ addresses: { 'sued.localhost': partner.address } })
    await gateway.setPolicy({ 'sued.localhost': 'active' })
    expect(await say(await gateway.connectTo('sued.localhost:8448'), 'hello')).toBe('hello')
    expect(await gateway.connectTo('sued.localhost:22')).toBe(403)
    expect(await gateway.connectTo('west.localhost:443')).toBe(403)
  })

  it('cuts the live tunnels of a partner that is suspended, and of no other', async () => {
    using partner = await echo()
    const addresses = { 'sued.localhost': partner.address, 'west.localhost': partner.address }
    await using gateway = await startGateway({ addresses })
    await gateway.setPolicy({ 'sued.localhost': 'active', 'west.localhost': 'active' })
    const sued = await gateway.connectTo('sued.localhost:443')
    const west = await gateway.connectTo('west.localhost:443')
    await say(sued, 'before')
    await say(west, 'before')
    const ended = once(sued as Socket, 'close')

    expect(await gateway.setPolicy({ 'sued.localhost': 'suspended', 'west.localhost': 'active' })).toEqual({ cut: 1 })

    await ended
    expect(await gateway.connectTo('sued.localhost:443')).toBe(403)
    expect(await say(west, 'still here')).toBe('still here')
  })

  it('ends for a partner when its time has run out, without being told again, live tunnels too', async () => {
    using partner = await echo()
    await using gateway = await startGateway({ addresses: { 'sued.localhost': partner.address } })
    await gateway.setPolicy({ 'sued.localhost': 'active' }, Date.now() + 500)
    const tunnel = await gateway.connectTo('sued.localhost:443')
    await say(tunnel, 'before')
    await once(tunnel as Socket, 'close')
    expect(await gateway.connectTo('sued.localhost:443')).toBe(403)
    await gateway.setPolicy({ 'sued.localhost': 'active' }, Date.now() + 60_000)
    expect(await say(await gateway.connectTo('sued.localhost:443'), 'longer')).toBe('longer')
  })

  it('is open again after resuming', async () => {
    using partner = await echo()
    await using gateway = await startGateway({ addresses: { 'sued.localhost': partner.address } })
    await gateway.setPolicy({ 'sued.localhost': 'suspended' })
    expect(await gateway.connectTo('sued.localhost:443')).toBe(403)
    await gateway.setPolicy({ 'sued.localhost': 'active' })
    expect(await say(await gateway.connectTo('sued.localhost:443'), 'back')).toBe('back')
  })

  it('lets only the service speak about the partnership while it is proposed or suspended', async () => {
    using partner = await echo()
    await using gateway = await startGateway({ addresses: { 'sued.localhost': partner.address } })
    for (const status of ['proposed', 'suspended'] as const) {
      await gateway.setPolicy({ 'sued.localhost': status })
      expect(await gateway.connectTo('sued.localhost:443')).toBe(403)
      expect(await gateway.connectTo('sued.localhost:443', { 'proxy-authorization': 'Bearer wrong' })).toBe(403)
      expect(await say(await gateway.connectTo('sued.localhost:443', mark), 'about us')).toBe('about us')
    }
  })

  it('does not interrupt what the service says about the partnership when the policy is applied again', async () => {
    using partner = await echo()
    await using gateway = await startGateway({ addresses: { 'sued.localhost': partner.address } })
    await gateway.setPolicy({ 'sued.localhost': 'proposed' })
    const speaking = await gateway.connectTo('sued.localhost:443', mark)
    for (const status of ['proposed', 'suspended', 'active'] as const)
      expect(await gateway.setPolicy({ 'sued.localhost': status })).toEqual({ cut: 0 })
    expect(await say(speaking, 'still here')).toBe('still here')
    expect(await gateway.setPolicy({})).toEqual({ cut: 1 })
  })

  it('refuses plain requests, which Synapse never makes', async () => {
    await using gateway = await startGateway()
    const { egress } = gateway.config
    expect((await fetch(`http://${egress.host}:${egress.port}/`)).status).toBe(405)
  })

  it('answers 502 when a partner is down', async () => {
    await using gateway = await startGateway({ addresses: { 'sued.localhost': '127.0.0.1:1' } })
    await gateway.setPolicy({ 'sued.localhost': 'active' })
    expect(await gateway.connectTo('sued.localhost:443')).toBe(502)
  })
})

describe('a name in DNS', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '192.168.0.1',
    '169.254.169.254',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '0.0.0.0',
  ])('must not lead to %s', (address) => expect(isInternal(address)).toBe(true))

  it('is refused when one of several answers is internal, and pinned to the checked address otherwise', async () => {
    const answers =
      (...found: string[]) =>
      async () =>
        found.map((address) => ({ address }))
    expect(await findDestination({}, 'a.example', 443, answers('9.9.9.9', '10.0.0.1'))).toBe('name-internal')
    expect(await findDestination({}, 'a.example', 443, answers())).toBe('name-unknown')
    expect(await findDestination({}, 'a.example', 443, answers('9.9.9.9'))).toEqual({ host: '9.9.9.9', port: 443 })
  })
})
