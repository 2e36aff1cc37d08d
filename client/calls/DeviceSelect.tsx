import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { Select } from '../ui/index.ts'
import { presentOr } from './kept-devices.ts'

type Props = {
  label: string
  devices: readonly MediaDeviceInfo[]
  chosen: string | undefined
  onChoose(deviceId: string): void
}

/** A browser tells names only of what it has been allowed to use. */
export const DeviceSelect = (props: Props) => {
  const w = useWords(callWords)
  return (
    <Select
      label={props.label}
      options={props.devices.map(({ deviceId, label }, at) => ({
        value: deviceId,
        label: label || `${w().standardDevice} ${at + 1}`,
      }))}
      value={presentOr(props.devices, props.chosen)}
      onChange={(deviceId: string) => props.onChoose(deviceId)}
    />
  )
}
