import { lookup } from 'node:dns/promises'
import { existsSync, readFileSync } from 'node:fs'
import { access, constants, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { checkAcme } from './certificate/check-acme.ts'
import { checkCertificate } from './check-certificate.ts'
import { checkProvider } from './check-provider.ts'
import { type Finding, fault, good, warning } from './finding.ts'
import { isLocal } from './local-name.ts'
import {
  certificatePlanOf,
  type NodePlan,
  planFileIn,
  portsOf,
  readNodePlan,
  type TlsFiles,
  tlsFilesOf,
} from './node-plan.ts'
import { isPortFree, portsFrom } from './ports.ts'

const gibiByte = 1024 ** 3
const leastBytes = 2 * gibiByte
const comfortableBytes = 20 * gibiByte

const addressOf = (host: string): Promise<string | null> =>
  lookup(host).then(
    ({ address }) => address,
    () => null,
  )

const checkName = async (what: string, host: string): Promise<Finding> => {
  if (isLocal(host)) return good(what, `${host} is this machine.`)
  const address = await addressOf(host)
  return address
    ? good(what, `${host} is ${address}.`)
    : fault(what, `${host} is unknown to the name service.`, `Add an address record for ${host}, then try again.`)
}

const rowStep = 20
const mostPort = 65_000

/** What to do where ports are taken: with a row that is free, if there is one further up. */
const otherPorts = async (host: string, from: number): Promise<string> => {
  for (let first = from + rowStep; first <= mostPort && first <= from + 50 * rowStep; first += rowStep) {
    const free = await Promise.all(Object.values(portsFrom(first)).map((port) => isPortFree(port, host)))
    if (free.every(Boolean)) return `Stop that program, or take others: "firstPort": ${first} is free.`
  }
  return 'Stop that program, or choose others by firstPort.'
}

const checkPorts = async ({ host, ...plan }: NodePlan, isRunning: boolean): Promise<Finding> => {
  if (isRunning) return good('ports', 'the node has them: it runs.')
  const entries = Object.entries(portsOf(plan))
  const free = await Promise.all(entries.map(([, port]) => isPortFree(port, host)))
  const taken = entries.filter((_, at) => !free[at])
  return taken.length === 0
    ? good('ports', `${entries.length} are free.`)
    : fault(
        'ports',
        `taken by another program, or not this machine’s: ${taken.map(([name, port]) => `${port} (${name})`).join(', ')}.`,
        taken.some(([name]) => name in plan.ports)
          ? 'Stop that program, or choose others by ports.'
          : await otherPorts(host, plan.firstPort),
      )
}

/** What was made under a name stays so: its accounts and rooms carry it, and Synapse does not start under another one. */
const checkFolder = ({ folder, serverName }: Pick<NodePlan, 'folder' | 'serverName'>): Finding[] => {
  const file = planFileIn(folder)
  const before = existsSync(file) ? readNodePlan(readFileSync(file, 'utf8')).plan : null
  if (!before || before.serverName === serverName) return []
  return [
    fault(
      'folder',
      `${folder} has the node of ${before.serverName}, which cannot become ${serverName}.`,
      'Choose another folder, or the server name that it was made with.',
    ),
  ]
}

const checkFiles = (tls: TlsFiles, { caFile, serverName }: NodePlan, now: Date): Finding => {
  const missing = [tls.certFile, tls.keyFile, ...(caFile === null ? [] : [caFile])].filter((file) => !existsSync(file))
  if (missing.length > 0)
    return fault('certificate', `there is no ${missing.join(' and no ')}.`, 'Put the files there, or name others.')
  const texts = {
    certificate: readFileSync(tls.certFile, 'utf8'),
    key: readFileSync(tls.keyFile, 'utf8'),
    authority: caFile === null ? null : readFileSync(caFile, 'utf8'),
  }
  return checkCertificate(texts, serverName, now)
}

const checkTls = async (plan: NodePlan, isRunning: boolean, now: Date): Promise<Finding[]> => {
  const byAcme = certificatePlanOf(plan)
  return byAcme ? checkAcme(byAcme, isRunning, now) : [checkFiles(tlsFilesOf(plan), plan, now)]
}

const nearestFolder = (folder: string): string => (existsSync(folder) ? folder : nearestFolder(dirname(folder)))

const checkDisk = async ({ folder }: NodePlan): Promise<Finding> => {
  try {
    const place = nearestFolder(folder)
    await access(place, constants.W_OK)
    const { bavail, bsize } = await statfs(place)
    const free = bavail * bsize
    const says = `${Math.floor(free / gibiByte)} GiB are free at ${folder}.`
    if (free < leastBytes) return fault('disk', says, 'Make room, or choose a folder on another disk.')
    if (free < comfortableBytes)
      return warning('disk', says, 'Messages and case files fill it: give the node 20 GiB at least.')
    return good('disk', says)
  } catch (error) {
    return fault('disk', `${folder} cannot be made (${String(error)}).`, 'Choose a folder that this account may write.')
  }
}

/** What can be known of a plan before anything is written or started. */
export const checkBefore = async (plan: NodePlan, isRunning: boolean, now = new Date()): Promise<Finding[]> => {
  const [web, server, ports, tls, disk, provider] = await Promise.all([
    checkName('web address', new URL(plan.url).hostname),
    checkName('server name', plan.serverName.replace(/:\d+$/, '')),
    checkPorts(plan, isRunning),
    checkTls(plan, isRunning, now),
    checkDisk(plan),
    plan.provider && checkProvider(plan.provider, plan.caFile),
  ])
  return [web, server, ports, ...tls, disk, ...checkFolder(plan), ...(provider ? [provider] : [])]
}
