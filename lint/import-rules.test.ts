import { describe, expect, it } from 'vitest'
import { clientFolders, importFault, importsOf } from './import-rules.ts'

describe('an import', () => {
  it.each([
    ['a rule takes what does I/O', 'shared/consults/task.ts', 'node:fs'],
    ['a rule takes a part of the client', 'shared/consults/task.ts', 'client/ui/index.ts'],
    ['the client takes a value of the service', 'client/consults/news.ts', 'server/errors.ts'],
    ['a feature speaks to the service by itself', 'client/consults/news.ts', 'server/app.ts'],
    ['a feature reaches into another', 'client/consults/ConsultDetail.tsx', 'client/calls/join-call.ts'],
    ['features go in a circle', 'client/calls/CallView.tsx', 'client/consults/index.ts'],
    ['a part of the screen knows a domain', 'client/ui/Button.tsx', 'client/partners/index.ts'],
    ['a feature uses the SDK of Matrix', 'client/calls/join-call.ts', 'matrix-js-sdk'],
    ['a feature uses a deep path of an SDK', 'client/consults/news.ts', 'livekit-client/e2ee-worker'],
    ['the client takes what only Node has', 'client/matrix/session.ts', 'node:fs'],
    ['an action reads tables', 'server/consults/request-consult.ts', 'server/consults/tables.ts'],
    ['an action writes SQL', 'server/consults/request-consult.ts', 'drizzle-orm'],
    ['a route is mounted elsewhere', 'server/main.ts', 'server/admin/routes.ts'],
    ['an action asks a partner past the one door', 'server/consults/request-consult.ts', 'undici'],
    ['the gateway takes a part of the service', 'server/gateway/egress.ts', 'server/partners/queries.ts'],
    ['the service takes a part of the gateway', 'server/partners/routes.ts', 'server/gateway/policy-store.ts'],
    ['a node’s settings take the service', 'synapse-config/render.ts', 'server/config.ts'],
    ['the product takes what tests it', 'server/main.ts', 'e2e/clinics/cast.ts'],
    ['a feature nobody has placed is seen', 'client/consults/news.ts', 'client/billing/index.ts'],
  ])('is refused when %s', (_, file, target) => {
    expect(importFault(file, target)).not.toBeNull()
  })

  it.each([
    ['shared/consults/api.ts', 'valibot'],
    ['client/consults/ConsultDetail.tsx', 'client/calls/index.ts'],
    ['client/calls/join-call.ts', 'client/calls/call-rules.ts'],
    ['client/app/routes.tsx', 'client/settings/index.ts'],
    ['client/clinic-api/client.ts', 'server/app.ts'],
    ['server/consults/queries.ts', 'drizzle-orm/sqlite-core'],
    ['server/consults/queries.ts', 'server/consults/tables.ts'],
    ['server/app.ts', 'server/admin/routes.ts'],
    ['server/gateway/main.ts', 'server/config.ts'],
    ['e2e/faults/rogue-device.ts', 'matrix-js-sdk'],
  ])('is allowed from %s to %s', (file, target) => {
    expect(importFault(file, target)).toBeNull()
  })

  it('is found however it is written', () => {
    const source = `import a from 'one'\nimport type { B } from '../two.ts'\nimport 'three.css'
export { c } from 'four'\nconst d = await import('five')\nconst text = "from 'none of these"`
    expect(importsOf(source)).toEqual(['one', '../two.ts', 'three.css', 'four', 'five'])
  })
})

describe('the parts of the client', () => {
  it('stand in an order: each sees only what stands above it in the list', () => {
    const order = Object.keys(clientFolders)
    for (const [at, folder] of order.entries())
      for (const seen of clientFolders[folder] ?? [])
        expect([folder, seen, order.indexOf(seen) < at]).toEqual([folder, seen, true])
  })
})
