import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { freePorts, requirePorts } from './ports.ts'
import { SetupError } from './setup-error.ts'

it('a taken port gives one sentence that says what to do', async () => {
  const [ports] = await freePorts(1)
  if (!ports) throw new Error('one row of ports was asked for')
  await requirePorts([ports])
  const other = createServer().listen(ports.web, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  await expect(requirePorts([ports])).rejects.toThrow(
    new SetupError(
      `Port ${ports.web} is taken by another program: stop it, or choose others with npm start -- --port 9600.`,
    ),
  )
})

it('free ports are all different', async () => {
  const numbers = (await freePorts(2)).flatMap((ports) => Object.values(ports))
  expect(new Set(numbers).size).toBe(numbers.length)
})
