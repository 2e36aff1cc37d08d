import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { freePorts } from '../../synapse-config/node/ports.ts'
import { SetupError } from '../../synapse-config/node/setup-error.ts'
import { openBrowser } from '../browser.ts'
import { openClinics } from '../clinics/open-clinics.ts'
import { findClinics } from '../clinics/remote-clinics.ts'
import { controlVariable, serveControl } from '../clinics/remote-control.ts'
import { ensureChromium } from '../clinics/tools/chromium.ts'
import { benchAdmin } from './admin.ts'
import { benchCalls } from './calls.ts'
import { benchConsults } from './consults.ts'
import { benchFederation } from './federation.ts'
import { benchFiles } from './files.ts'
import { benchMessaging } from './messaging.ts'
import { benchSlice } from './slice.ts'
import { benchViewer } from './viewer.ts'

/**
 * `npm run bench`: sets up clinics of its own, measures what people wait for, and prints a JSON line for each figure.
 * After `--`, what to measure instead, several one after the other: `messaging` (accounts of up to 5,000 rooms, and with
 * `--peer URL` another web client beside ours), `consults`, `calls`, `files` (1 GiB, and with `--large` 8 GiB too), `viewer`,
 * `admin` (lists of 20,000 people and rooms), `federation` (15 clinics, which need 8 GB).
 * With `--small`, less of everything: to see whether it runs, not how fast.
 */

/** Standard output is for figures alone. */
const say = (line: string) => console.error(line)

const topics = ['slice', 'messaging', 'consults', 'calls', 'files', 'viewer', 'admin', 'federation'] as const
type Topic = (typeof topics)[number]

const isTopic = (name: string): name is Topic => topics.some((topic) => topic === name)

const readOptions = () => {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { small: { type: 'boolean' }, large: { type: 'boolean' }, peer: { type: 'string' } },
    })
    if (!positionals.every(isTopic)) throw new Error('unknown topic')
    const wanted: Topic[] = positionals.length > 0 ? positionals : ['slice']
    return { wanted, isSmall: values.small ?? false, isLarge: values.large ?? false, peer: values.peer ?? null }
  } catch {
    throw new SetupError(`npm run bench knows ${topics.join(', ')}, --small, --large and --peer URL, after a --.`)
  }
}

const bench = async () => {
  const { wanted, isSmall, isLarge, peer } = readOptions()
  const folder = mkdtempSync(join(tmpdir(), 'consilium-bench-'))
  const leaveNothing = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.once('exit', leaveNothing)

  process.env['CONSILIUM_TEST_CHROMIUM'] = await ensureChromium(say)
  const [nordPorts, suedPorts] = await freePorts(2)
  if (!nordPorts || !suedPorts) throw new Error('two rows of ports are needed')
  await using running = await openClinics({
    folder: join(folder, 'clinics'),
    ports: [nordPorts, suedPorts],
    say,
    // Messages are sent faster than people write.
    messageRate: { perSecond: 100, burst: 1000 },
  })
  await using control = await serveControl(running)
  process.env[controlVariable] = control.url
  const clinics = await findClinics()

  const measure = async (topic: Topic, at: string) => {
    const parts = { clinics, folder: at, say, isSmall }
    switch (topic) {
      case 'slice':
        return benchSlice(parts)
      case 'consults':
        return benchConsults(parts)
      case 'calls':
        return benchCalls(parts)
      case 'files':
        return benchFiles({ ...parts, isLarge })
      case 'viewer':
        return benchViewer(parts)
      case 'admin':
        return benchAdmin(parts)
      case 'federation':
        return benchFederation(parts)
      case 'messaging': {
        await using browser = await openBrowser()
        return await benchMessaging({ clinics, browser, say, isSmall, peer })
      }
    }
  }
  for (const topic of wanted) {
    const at = join(folder, topic)
    mkdirSync(at)
    await measure(topic, at)
  }
}

// Ends what runs by the listeners of `exit`.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

try {
  await bench()
  process.exit(0)
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(`\n${error.message}`)
  process.exit(1)
}
