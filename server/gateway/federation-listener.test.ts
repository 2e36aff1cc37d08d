import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { serve, startGateway } from './gateway-for-tests.ts'

const signed = (origin: string, destination = 'nord.localhost') => ({
  authorization: `X-Matrix origin="${origin}",destination="${destination}",key="ed25519:1",sig="abc"`,
})

const behind = async () => {
  const homeserver = await serve((request, response) => response.end(`synapse ${request.url}`))
  const service = await serve((request, response) => response.end(`service ${request.url}`))
  const gateway = await startGateway({ homeserverUrl: homeserver.url, serviceUrl: service.url })
  return {
    ...gateway,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]()
      await homeserver[Symbol.asyncDispose]()
      await service[Symbol.asyncDispose]()
    },
  }
}

const event = '/_matrix/federation/v1/event/$id'
const send = '/_matrix/federation/v1/send/1'
const userInfo = '/_matrix/federation/v1/openid/userinfo?access_token=t'

describe('the way in', () => {
  it('refuses a server that is not a partner, and says why', async () => {
    await using gateway = await behind()
    const answer = await gateway.fromPartner(event, signed('mallory.example'))
    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.body)).toMatchObject({ errcode: 'M_FORBIDDEN', code: 'partner-unknown' })
    expect(gateway.lines.join('')).toContain('"partner":"mallory.example","reason":"not-a-partner"')
  })

  it('lets an active partner through with the path as it was signed', async () => {
    await using gateway = await behind()
    await gateway.setPolicy({ 'sued.localhost': 'active' })
    const answer = await gateway.fromPartner('/_matrix/federation/v1/event/%24a%2Fb?x=%20', signed('sued.localhost'))
    expect(answer).toMatchObject({ status: 200, body: 'synapse /_matrix/federation/v1/event/%24a%2Fb?x=%20' })
  })

  it('gives pictures and files to active partners, and to nobody else', async () => {
    await using gateway = await behind()
    const media = '/_matrix/federation/v1/media/download/abcDEF'
    expect((await gateway.fromPartner(media, signed('sued.localhost'))).status).toBe(403)
    await gateway.setPolicy({ 'sued.localhost': 'active', 'west.localhost': 'suspended' })
    expect(await gateway.fromPartner(media, signed('sued.localhost'))).toMatchObject({ status: 200 })
    expect((await gateway.fromPartner(media, signed('west.localhost'))).status).toBe(403)
    expect((await gateway.fromPartner(media, {})).status).toBe(403)
    expect((await gateway.fromPartner('/_matrix/media/v3/download/nord.localhost/abcDEF', {})).status).toBe(404)
  })

  it('keeps a suspended partner from pulling, and has what it pushes wait', async () => {
    await using gateway = await behind()
    await gateway.setPolicy({ 'sued.localhost': 'suspended' })
    const pull = await gateway.fromPartner(event, signed('sued.localhost'))
    expect(pull.status).toBe(403)
    expect(JSON.parse(pull.body)).toMatchObject({ errcode: 'M_FORBIDDEN', code: 'partner-suspended' })
    const push = await gateway.fromPartner(send, signed('sued.localhost'), 'PUT')
    expect(push.status).toBe(503)
    expect(push.headers['retry-after']).toBeDefined()
  })

  it('has wait what a partner sends that knows of the agreement before we do, and lets it read nothing', async () => {
    await using gateway = await behind()
    await gateway.setPolicy({ 'west.localhost': 'proposed' })
    const push = await gateway.fromPartner(send, signed('west.localhost'), 'PUT')
    expect([push.status, push.headers['retry-after']]).toEqual([503, '5'])
    expect((await gateway.fromPartner(event, signed('west.localhost'))).status).toBe(403)
    expect((await gateway.fromPartner(send, signed('mallory.example'), 'PUT')).status).toBe(403)
  })

  it('refuses proposed partners, other destinations, and what it cannot read', async () => {
    await using gateway = await behind()
    await gateway.setPolicy({ 'sued.localhost': 'active', 'west.localhost': 'proposed' })
    const status = async (headers: Record<string, string>) => (await gateway.fromPartner(event, headers)).status
    expect(await status(signed('west.localhost'))).toBe(403)
    expect(await status(signed('sued.localhost', 'west.localhost'))).toBe(403)
    expect(await status({ authorization: 'X-Matrix key="1",sig="2"' })).toBe(403)
    expect(await status({ authorization: 'X-Matrix origin="sued.localhost",origin="mallory.example"' })).toBe(403)
    expect(await status({})).toBe(403)
  })

  it('shows keys and version to anybody, whom a token belongs to only to active partners', async () => {
    await using gateway = await behind()
    await gateway.setPolicy({ 'sued.localhost': 'active', 'west.localhost': 'suspended' })
    const status = async (path: string, headers = {}) => (await gateway.fromPartner(path, headers)).status
    expect(await status('/_matrix/key/v2/server')).toBe(200)
    expect(await status('/_matrix/federation/v1/version')).toBe(200)
    expect(await status('/.well-known/matrix/server')).toBe(200)
    expect(await status(userInfo)).toBe(403)
    expect(await status(userInfo, { 'x-consilium-origin': 'sued.localhost' })).toBe(200)
    expect(await status(userInfo, { 'x-consilium-origin': 'west.localhost' })).toBe(403)
    expect(await status(userInfo, { 'x-consilium-origin': 'mallory.example' })).toBe(403)
  })

  it('serves neither clients nor administration, and leaves the clinic API to the service', async () => {
    await using gateway = await behind()
    const status = async (path: string) => (await gateway.fromPartner(path)).status
    for (const path of [
      '/_matrix/client/versions',
      '/_matrix/app/v1/transactions/1',
      '/_synapse/admin/v2/users',
      '/_matrix/federation/../client/versions',
      '/_matrix/%66ederation/v1/version',
      '/',
    ])
      expect(await status(path), path).toBe(404)
    expect(await gateway.fromPartner('/api/clinic')).toMatchObject({ status: 200, body: 'service /api/clinic' })
  })

  it('keeps the policy over a restart, and is closed when the file is broken', async () => {
    await using gateway = await behind()
    await gateway.setPolicy({ 'sued.localhost': 'active', 'west.localhost': 'suspended' })
    await gateway.restart()
    expect((await gateway.fromPartner(event, signed('sued.localhost'))).status).toBe(200)
    expect((await gateway.fromPartner(event, signed('west.localhost'))).status).toBe(403)
    writeFileSync(gateway.config.policyFile, '{"partners": [{"serverName"')
    await gateway.restart()
    expect((await gateway.fromPartner(event, signed('sued.localhost'))).status).toBe(403)
  })

  it('takes a policy only with the secret, and a broken one not at all', async () => {
    await using gateway = await behind()
    await gateway.setPolicy({ 'sued.localhost': 'active' })
    const { control } = gateway.config
    const put = (body: string, authorization: string) =>
      fetch(`http://${control.host}:${control.port}/policy`, { method: 'PUT', body, headers: { authorization } })
    expect((await put('{"partners":[]}', 'Bearer wrong')).status).toBe(401)
    expect((await put('{"partners":1}', `Bearer ${control.secret}`)).status).toBe(400)
    expect((await put('{', `Bearer ${control.secret}`)).status).toBe(400)
    expect((await gateway.fromPartner(event, signed('sued.localhost'))).status).toBe(200)
  })
})
