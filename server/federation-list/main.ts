import { mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { makeKeys, OperatorError, publishList } from './publish-list.ts'

/** `npm run federation-list`: what the operator of a federation does. The private key never leaves its folder. */
const usage = `
  npm run federation-list -- keys FOLDER                 makes the keys that the list is signed with
  npm run federation-list -- publish FOLDER [--hours 72] signs FOLDER/domains.json as federationList.jws

  domains.json: [{ "domain": "klinikum-nord.example", "telematikID": "…" }, …]
  A clinic goes by the list until its hours are over: publish at least once a day, by a timer.`

const run = async (): Promise<void> => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { hours: { type: 'string', default: '72' } },
  })
  const [command, folder, ...rest] = positionals
  const hours = Number(values.hours)
  if (!folder || rest.length > 0 || !(hours > 0)) throw new OperatorError(usage)
  switch (command) {
    case 'keys': {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const spki = await makeKeys(folder)
      return console.log(`Give this to every clinic, on a way that cannot be changed on:\n\n${spki}`)
    }
    case 'publish': {
      const list = await publishList(folder, hours, Date.now())
      const until = new Date(list.exp * 1000).toISOString()
      return console.log(`Version ${list.version} with ${list.domainList.length} clinics, good until ${until}.`)
    }
    default:
      throw new OperatorError(usage)
  }
}

run().catch((error: unknown) => {
  console.error(error instanceof OperatorError ? error.message : error)
  process.exitCode = 1
})
