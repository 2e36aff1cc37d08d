import { readConfig } from '../config.ts'
import { gatewayConfig } from './gateway-config.ts'
import { openGatewayLog } from './gateway-log.ts'
import { openGateway } from './open-gateway.ts'

const log = openGatewayLog((line) => process.stdout.write(line))
const gateway = await openGateway(readConfig(gatewayConfig), log)

const stop = async () => {
  await gateway[Symbol.asyncDispose]()
  log('stopped')
  process.exit(0)
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
log('ready')
