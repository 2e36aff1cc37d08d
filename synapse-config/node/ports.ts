import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { type Ports, portNames } from '../render.ts'
import { SetupError } from './setup-error.ts'

const host = '127.0.0.1'

const portsOf = (numbers: readonly number[]): Ports =>
  Object.fromEntries(portNames.map((name, at) => [name, numbers[at]])) as Ports

/** A row of ports that begins at `first`. */
export const portsFrom = (first: number): Ports => portsOf(portNames.map((_, at) => first + at))

const listenOn = async (port: number, address = host) => {
  const server = createServer().listen(port, address)
  await once(server, 'listening')
  return server
}

/** Ports that nobody uses. All are held at once, so that none comes twice. */
export const freePorts = async (clinics: number): Promise<Ports[]> => {
  const servers = await Promise.all(Array.from({ length: clinics * portNames.length }, () => listenOn(0)))
  const numbers = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return Array.from({ length: clinics }, (_, at) =>
    portsOf(numbers.slice(at * portNames.length, (at + 1) * portNames.length)),
  )
}

export const isPortFree = async (port: number, address = host): Promise<boolean> => {
  try {
    const server = await listenOn(port, address)
    await new Promise((resolve) => server.close(resolve))
    return true
  } catch {
    return false
  }
}

/** Throws with what to do when another program has one of them. */
export const requirePorts = async (all: readonly Ports[]): Promise<void> => {
  for (const port of all.flatMap((ports) => Object.values(ports)))
    if (!(await isPortFree(port)))
      throw new SetupError(
        `Port ${port} is taken by another program: stop it, or choose others with npm start -- --port 9600.`,
      )
}
