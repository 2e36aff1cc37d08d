import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { checkBefore } from './check-before.ts'
import { linesOf } from './finding.ts'
import { type NodePlan, planFileIn, readNodePlan } from './node-plan.ts'

const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-check-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const planOf = (changed: object): NodePlan => {
  const { plan, faults } = readNodePlan(
    JSON.stringify({
      name: 'Klinikum Ost',
      serverName: 'ost.localhost',
      url: 'http://ost.localhost',
      tls: { certFile: '/nowhere/ost.pem', keyFile: '/nowhere/ost.key' },
      admin: { localpart: 'uwe.krause', name: 'Uwe Krause' },
      ...changed,
    }),
  )
  if (!plan) throw new Error(faults.join())
  return plan
}
const saidOf = async (plan: NodePlan, what: string) =>
  (await checkBefore(plan, false)).filter((finding) => finding.what === what).flatMap(linesOf)

test('a port that is taken is named, with others that are free', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const folder = newFolder()
  const said = await saidOf(planOf({ folder, firstPort: port }), 'ports')
  expect(said).toEqual([
    expect.stringContaining(`${port} (web)`),
    expect.stringMatching(/take others: "firstPort": \d+ is free\.$/),
  ])
  const named = await saidOf(planOf({ folder, firstPort: 8600, ports: { web: port } }), 'ports')
  expect(named.at(-1)).toContain('choose others by ports.')
})

test('a folder that has a node stays with its name', async () => {
  const folder = newFolder()
  writeFileSync(planFileIn(folder), JSON.stringify(planOf({ folder })))
  expect(await saidOf(planOf({ folder }), 'folder')).toEqual([])
  expect(await saidOf(planOf({ folder, serverName: 'west.localhost' }), 'folder')).toEqual([
    `✗ folder: ${folder} has the node of ost.localhost, which cannot become west.localhost.`,
    expect.stringContaining('Choose another folder'),
  ])
})

test('an authority of the network that is named and not there is said, also where ACME gives the certificate', async () => {
  const acme = { email: 'it@ost.example', agreesToTerms: true, directoryUrl: 'https://ca.localhost/' }
  const plan = planOf({ folder: newFolder(), tls: { acme }, caFile: '/nowhere/ca.pem' })
  expect(await saidOf(plan, 'certificate')).toContain('✗ certificate: there is no /nowhere/ca.pem.')
})
