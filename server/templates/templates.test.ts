import { describe, expect, it } from 'vitest'
import type { QuestionnaireOutput } from '#shared/templates/api.ts'
import { questionnaireOf } from '#shared/templates/questionnaire.ts'
import { shippedTemplates } from '#shared/templates/shipped.ts'
import { createApp } from '../app.ts'
import { contextForTests, signedIn, withPartner } from '../context-for-tests.ts'
import type { Federation } from '../matrix/federation.ts'

const [shipped] = shippedTemplates
if (!shipped) throw new Error('nothing is shipped')
const questionnaire = questionnaireOf(shipped, { url: 'https://elsewhere.example/fhir/Questionnaire/x', version: '9' })
const path = '/questionnaires/kardiologie'

const open = async (federation: Partial<Federation> = {}) => {
  const context = contextForTests({ homeserver: { isAdmin: async (who) => who.startsWith('@chief:') }, federation })
  withPartner(context, 'sued.example')
  const app = createApp(context)
  const call = async (user: string, method: string, route: string, body?: unknown) => {
    const answer = await app.request(`/api${route}`, {
      method,
      headers: { ...(await signedIn(context, user, { wasAdmin: true })), 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: (await answer.json()) as QuestionnaireOutput & { code?: string } }
  }
  await call('@chief:nord.example', 'PUT', '/directory/services', {
    id: 'kardiologie',
    name: 'Kardiologie',
    specialty: 'cardiology',
  })
  return {
    context,
    ask: (user: string, route: string) => call(user, 'GET', `/templates${route}`),
    put: (body: unknown, user = '@chief:nord.example', route = path) => call(user, 'PUT', `/templates${route}`, body),
  }
}

describe('the questions of a department', () => {
  it('are none at first; once written they have its address, a version, and can be taken away', async () => {
    const { ask, put } = await open()
    expect((await ask('@ole:nord.example', path)).body).toEqual({ questionnaire: null, version: 0 })
    const { body } = await put({ questionnaire, expectedVersion: 0 })
    expect(body).toMatchObject({
      version: 1,
      questionnaire: { url: 'https://nord.example/fhir/Questionnaire/kardiologie', version: '1' },
    })
    expect((await ask('@ole:nord.example', path)).body).toEqual(body)
    await put({ questionnaire: null, expectedVersion: 1 })
    expect((await ask('@ole:nord.example', path)).body).toEqual({ questionnaire: null, version: 2 })
    // A version is never another form's.
    expect((await put({ questionnaire, expectedVersion: 2 })).body.version).toBe(3)
  })

  it('are changed by an admin of the clinic, who sees what the other one did meanwhile', async () => {
    const { ask, put } = await open()
    const input = { questionnaire, expectedVersion: 0 }
    for (const user of ['@ole:nord.example', '@chief:sued.example', '@consilium:sued.example'])
      expect((await put(input, user)).status).toBe(403)
    expect((await put(input)).status).toBe(200)
    const second = await put(input)
    expect([second.status, second.body.code]).toEqual([409, 'race-lost'])
    expect((await ask('@ole:nord.example', path)).body.version).toBe(1)
    expect((await put(input, '@chief:nord.example', '/questionnaires/nothing')).status).toBe(404)
  })

  it('that no form could show are refused', async () => {
    const { put } = await open()
    for (const broken of [
      { ...questionnaire, item: [] },
      { ...questionnaire, item: [{ linkId: 'a', text: 'A', type: 'group' }] },
      { ...questionnaire, resourceType: 'Patient' },
    ])
      expect((await put({ questionnaire: broken, expectedVersion: 0 })).status).toBe(400)
  })

  it('are given to people and to the services of partners, and to nobody else', async () => {
    const { ask } = await open()
    expect((await ask('@consilium:sued.example', path)).status).toBe(200)
    expect((await ask('@mehmet:sued.example', path)).status).toBe(403)
    expect((await ask('@eve:stranger.example', path)).status).toBe(403)
  })

  it('of a partner are asked for there, and believed only when they are questions', async () => {
    const answers: unknown[] = [{ questionnaire, version: 9 }, { questionnaire: { resourceType: 'Patient' } }]
    const asked: unknown[] = []
    const { ask } = await open({
      callPartner: (async (...given: unknown[]) => {
        asked.push(given.slice(0, 3))
        return answers.shift()
      }) as Federation['callPartner'],
    })
    const query = '/questionnaires?serviceId=herz&serverName=sued.example'
    expect((await ask('@ole:nord.example', query)).body).toEqual({ questionnaire, version: 9 })
    expect(asked).toEqual([['sued.example', 'GET', '/api/templates/questionnaires/herz']])
    expect((await ask('@ole:nord.example', query)).status).toBe(502)
    expect((await ask('@ole:nord.example', query.replace('sued', 'stranger'))).body.code).toBe('partner-unknown')
    expect((await ask('@mehmet:sued.example', query)).status).toBe(403)
  })
})

describe('what reports begin with', () => {
  const template = { id: 'ekg', name: 'EKG', findings: 'Rhythmus:', assessment: '', recommendation: '' }
  const reports = '/reports/kardiologie'

  it('is written by an admin, read by the own people only, and of two who change it the second is told', async () => {
    const { ask, put } = await open()
    const input = { templates: [template], expectedVersion: 0 }
    for (const user of ['@ole:nord.example', '@chief:sued.example'])
      expect((await put(input, user, reports)).status).toBe(403)
    expect((await ask('@ole:nord.example', reports)).body).toEqual({ templates: [], version: 0 })
    expect((await put(input, '@chief:nord.example', reports)).status).toBe(200)
    expect((await put(input, '@chief:nord.example', reports)).body.code).toBe('race-lost')
    expect((await ask('@ole:nord.example', reports)).body).toEqual({ templates: [template], version: 1 })
    for (const user of ['@consilium:sued.example', '@mehmet:sued.example'])
      expect((await ask(user, reports)).status).toBe(403)
    expect((await put(input, '@chief:nord.example', '/reports/nothing')).status).toBe(404)
    for (const broken of [
      [template, template],
      [{ ...template, name: ' ' }],
      [{ ...template, findings: 'x'.repeat(5_001) }],
    ])
      expect((await put({ templates: broken, expectedVersion: 1 }, '@chief:nord.example', reports)).status).toBe(400)
  })
})
