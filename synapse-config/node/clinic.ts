import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { askPlan } from './ask-plan.ts'
import { checkBefore } from './check-before.ts'
import { checkRunning } from './check-running.ts'
import { type Finding, linesOf } from './finding.ts'
import { type NodePlan, planFileIn, readNodePlan } from './node-plan.ts'
import { openNode } from './open-node.ts'
import { isTaken } from './running.ts'
import { SetupError } from './setup-error.ts'
import { ensureTools, type Tools } from './tools/ensure-tools.ts'

/**
 * `npm run clinic`: makes a clinic's node, checks it and runs it. Can be run again at any time: what was made stays,
 * and what changed in the plan is written anew.
 */

const example = `  {
    "name": "Klinikum Ost",
    "serverName": "klinikum-ost.example",
    "url": "https://chat.klinikum-ost.example",
    "folder": "/var/lib/consilium",
    "tls": { "acme": { "email": "it@klinikum-ost.example", "agreesToTerms": true } },
    "admin": { "localpart": "uwe.krause", "name": "Uwe Krause" }
  }`

const usage = `
  npm run clinic -- add                     asks, makes a node, checks it and runs it until Ctrl-C
  npm run clinic -- add --file clinic.json  the same with the answers from a file
  npm run clinic -- run FOLDER              runs a node that was made
  npm run clinic -- check FOLDER            says what is wrong with it, and how to mend it

  --partner SERVER   also compares with a partner clinic: reachable, and of one time

  The least that a file needs, where Let's Encrypt gives the certificate and you agree to its terms;
  README.md and synapse-config/node/node-plan.ts have the rest:
${example}`

const answersFile = 'clinic.json'

const say = (line: string) => console.log(line)

const report = (findings: readonly Finding[]) => {
  for (const line of findings.flatMap(linesOf)) say(line)
  return findings.filter(({ verdict }) => verdict === 'fault').length
}

const readPlan = (file: string): NodePlan => {
  if (!existsSync(file)) throw new SetupError(`There is no ${file}.`)
  const { plan, faults } = readNodePlan(readFileSync(file, 'utf8'))
  if (!plan) throw new SetupError(`${file} does not fit:\n  ${faults.join('\n  ')}`)
  return plan
}

const untilAskedToStop = () =>
  new Promise<void>((stop) => {
    process.once('SIGINT', () => stop())
    process.once('SIGTERM', () => stop())
  })

const run = async (plan: NodePlan, tools: Tools, partner: string | null) => {
  const asked = untilAskedToStop()
  await using node = await openNode(plan, tools, say)
  const faults = report(await checkRunning(plan, { hasTurn: tools.coturn !== null, partner }))
  if (node.firstAdmin)
    say(`\nFirst admin: @${plan.admin.localpart}:${plan.serverName}   ${node.firstAdmin.password}   (shown this once)`)
  say(`\n${plan.name} runs: ${plan.url}`)
  say(
    faults === 0
      ? 'Next: sign in there as admin and propose a partnership to another clinic.'
      : `It can be used, but ${faults === 1 ? 'one fault is' : `${faults} faults are`} to be mended, see above.`,
  )
  say('Ctrl-C stops it.')
  await asked
  say('\nStopping …')
}

const add = async (plan: NodePlan, partner: string | null) => {
  const faults = report(await checkBefore(plan, isTaken(plan.folder)))
  if (faults > 0) throw new SetupError('Nothing was made. Mend what is marked ✗, then run this again.')
  await run(plan, await ensureTools(say), partner)
}

const check = async (plan: NodePlan, partner: string | null) => {
  const isRunning = isTaken(plan.folder)
  const before = await checkBefore(plan, isRunning)
  const running = isRunning
    ? await checkRunning(plan, { hasTurn: existsSync(join(plan.folder, 'turn.log')), partner })
    : []
  const faults = report([...before, ...running])
  if (!isRunning) say('It does not run: what shows only then was not looked at.')
  process.exitCode = faults === 0 ? 0 : 1
}

/** So that nobody has to answer twice. */
const askAndKeep = async (): Promise<NodePlan> => {
  const plan = await askPlan()
  writeFileSync(answersFile, JSON.stringify(plan, null, 2), { mode: 0o600 })
  say(`Your answers are in ${answersFile}; next time: npm run clinic -- add --file ${answersFile}`)
  return plan
}

const readArguments = () => {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { file: { type: 'string' }, partner: { type: 'string' } },
    })
    return { values, positionals }
  } catch (error) {
    // In words, as `Unknown option '--fiel'`; what follows in Node's sentence is about positional arguments.
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error)
    throw new SetupError(`${reason}.\n${usage}`)
  }
}

const main = async () => {
  const { values, positionals } = readArguments()
  const [verb, folder] = positionals
  const partner = values.partner ?? null
  if (verb === 'add') return add(values.file ? readPlan(resolve(values.file)) : await askAndKeep(), partner)
  if (verb === undefined) return say(usage)
  if (verb !== 'run' && verb !== 'check') throw new SetupError(`${verb} is not known.\n${usage}`)
  if (!folder) throw new SetupError(`The folder of the node is missing: npm run clinic -- ${verb} FOLDER.`)
  const plan = readPlan(planFileIn(resolve(folder)))
  return verb === 'check' ? check(plan, partner) : run(plan, await ensureTools(say), partner)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(`\n${error.message}`)
  process.exitCode = 1
}
