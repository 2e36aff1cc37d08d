import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openBrowser } from '../browser.ts'
import { openClinics } from '../clinics/open-clinics.ts'
import { freePorts } from '../clinics/ports.ts'
import { findClinics } from '../clinics/remote-clinics.ts'
import { controlVariable, serveControl } from '../clinics/remote-control.ts'
import { SetupError } from '../clinics/setup-error.ts'
import { ensureChromium } from '../clinics/tools/chromium.ts'
import { benchMessaging } from './messaging.ts'
import { benchSlice } from './slice.ts'
import { benchViewer } from './viewer.ts'

/**
 * `npm run bench`: sets up clinics of its own, measures what people wait for, and prints a JSON line for each figure.
 * `-- messaging` measures accounts of up to 5,000 rooms instead, and with `--peer URL` another web client beside ours.
 * `-- viewer` measures a CT of 500 slices.
 * With `--small`, less of everything: to see whether it runs, not how fast.
 */

/** Standard output is for figures alone. */
const say = (line: string) => console.error(line)

const topics = ['slice', 'messaging', 'viewer'] as const

const readOptions = () => {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { small: { type: 'boolean' }, peer: { type: 'string' } },
    })
    const topic = topics.find((name) => name === (positionals[0] ?? 'slice'))
    if (!topic || positionals.length > 1) throw new Error('unknown topic')
    return { topic, isSmall: values.small ?? false, peer: values.peer ?? null }
  } catch {
    throw new SetupError('npm run bench knows messaging, viewer, --small and --peer URL, after a --.')
  }
}

const bench = async () => {
  const { topic, isSmall, peer } = readOptions()
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

  if (topic === 'viewer') return await benchViewer({ clinics, folder, say, isSmall })
  if (topic === 'slice') return await benchSlice({ clinics, folder, say, isSmall })
  await using browser = await openBrowser()
  return await benchMessaging({ clinics, browser, say, isSmall, peer })
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
