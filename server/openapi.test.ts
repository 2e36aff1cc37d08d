import { describe, expect, it } from 'vitest'
import { createApp } from './app.ts'
import { contextForTests } from './context-for-tests.ts'

type Operation = {
  summary?: string
  operationId?: string
  parameters?: { in: string; name: string }[]
  requestBody?: unknown
  responses: Record<string, { content?: Record<string, { schema?: { $ref?: string } }> }>
  security?: Record<string, []>[]
}

const app = createApp(contextForTests())
const document = (await (await app.request('/api/openapi.json')).json()) as {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: object; securitySchemes: object }
}
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, operation })),
)

/** What has no description: the document itself, and the pages of the client. */
const undescribed = ['GET /api/openapi.json', 'GET /*']

describe('the description of the API', () => {
  it('has every route, what it is for and what one must show', () => {
    const routes = app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
    const described = operations.map(({ route }) => route)
    expect(described.toSorted()).toEqual(
      [...new Set(routes)].filter((route) => !undescribed.includes(route)).toSorted(),
    )
    expect(
      operations.map(({ route, operation: { security, summary } }) => [
        route,
        security?.flatMap(Object.keys).join(', ') || 'no proof',
        summary,
      ]),
    ).toMatchSnapshot()
  })

  it('says of every route what it answers, also when it refuses', () => {
    for (const { route, operation } of operations) {
      const statuses = Object.keys(operation.responses)
      expect([route, statuses.filter((status) => /^2/.test(status)).length]).not.toEqual([route, 0])
      expect([route, operation.responses['default']?.content?.['application/json']?.schema?.$ref]).toEqual([
        route,
        '#/components/schemas/Error',
      ])
      const answer = Object.entries(operation.responses).find(([status]) => /^20[01]/.test(status))?.[1].content
      if (answer?.['application/json']) expect([route, answer['application/json'].schema]).not.toEqual([route, {}])
    }
  })

  it('has a name of its own for every route, and says of each part of a path what it is', () => {
    const names = operations.map(({ operation }) => operation.operationId)
    expect(new Set(names).size).toBe(operations.length)
    for (const { route, operation } of operations) {
      const inPath = operation.parameters?.filter((parameter) => parameter.in === 'path').map(({ name }) => name) ?? []
      expect([route, inPath]).toEqual([route, [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)])
    }
  })

  it('names only what it explains', () => {
    const text = JSON.stringify(document)
    for (const [, kind, name] of text.matchAll(/"#\/components\/(\w+)\/(\w+)"/g))
      expect(document.components).toHaveProperty([String(kind), String(name)])
    for (const { operation } of operations)
      for (const proof of operation.security?.flatMap(Object.keys) ?? [])
        expect(document.components.securitySchemes).toHaveProperty(proof)
  })
})
