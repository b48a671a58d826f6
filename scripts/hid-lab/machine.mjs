/*
 * The machine: qemu without hardware help, because the stock kernel hangs under it on some hosts. Its root
 * folder is this system's own, read-only, with a layer in memory over it: nothing the test writes stays.
 *
 * Three folders reach in by 9p: `root` (read-only), `modules` (read-only) and `job`, where the second steps
 * and what to run lie, and where the exit code is left. The first serial line is the kernel's log, the
 * second one is what the test says. A USB controller is there, and qemu's own control (QMP) is handed into the
 * machine as the port "control", so that the test can plug and pull USB devices. The port "cable" is the
 * far end of the cable of qemu's USB serial adapter. The test is thereby as powerful as whoever runs qemu.
 */
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../paths.mjs'
import { ended, say, start, stop } from '../process.mjs'

const LIMIT_MS = 10 * 60_000
const MEMORY_MB = 1024
const GUEST = join(import.meta.dirname, 'guest')

const DRIVERS = [
  'virtio_console',
  'xhci_pci',
  'uhid',
  'hid-generic',
  'dummy_hcd',
  'libcomposite',
  'usblp',
  'cdc-acm',
  'ftdi_sio',
]

const KERNEL_LINE =
  'console=ttyS0 quiet panic=-1 mitigations=off nokaslr audit=0 random.trust_cpu=on clocksource=hpet no_timer_check'

/**
 * Starts the machine, runs the device tests in it, and answers their exit code.
 * @param kernel   as `ensureKernel` answers it
 * @param product  the terminal's device modules, bundled
 */
export async function runInMachine(kernel, product) {
  // Unix sockets have short names: a deep folder would be too long for them.
  const job = await mkdtemp(join(tmpdir(), 'hid-lab-'))
  await copyFile(join(GUEST, 'second-steps.sh'), join(job, 'second-steps.sh'))
  await writeFile(join(job, 'job.sh'), jobText(product))
  say(`Starting Linux ${kernel.release} in qemu; this takes some minutes.`)
  const qemu = start('qemu-system-x86_64', qemuArguments(kernel, job), {
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  const complaints = []
  qemu.stderr.on('data', (bytes) => complaints.push(bytes))
  const limit = setTimeout(() => void stop(qemu), LIMIT_MS)
  await ended(qemu)
  clearTimeout(limit)
  const code = await readFile(join(job, 'code'), 'utf8').catch(() => null)
  if (code === null) {
    say(await readFile(join(job, 'kernel.log'), 'utf8').catch(() => ''))
    say(Buffer.concat(complaints).toString())
    say(`The machine never said how the tests ended. Its log is in ${job}.`)
    return 1
  }
  if (process.env.HID_LAB_KEEP) say(`The logs of the machine are in ${job}.`)
  else await rm(job, { recursive: true, force: true })
  return Number(code)
}

function jobText(product) {
  const lines = {
    DRIVERS: DRIVERS.join(' '),
    NODE: process.execPath,
    FOLDER: ROOT,
    PROGRAM: join(GUEST, 'main.mjs'),
    PRODUCT: product,
    ONLY: process.env.HID_LAB_ONLY ?? '',
  }
  return Object.entries(lines)
    .map(([name, value]) => `${name}='${value.replaceAll("'", "'\\''")}'\n`)
    .join('')
}

function qemuArguments(kernel, job) {
  return [
    ['-M', 'q35', '-accel', 'tcg,thread=multi,tb-size=512', '-cpu', 'max', '-smp', '2'],
    ['-m', String(MEMORY_MB), '-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ['-kernel', kernel.image, '-initrd', kernel.first, '-append', KERNEL_LINE],
    ['-chardev', `file,id=log,path=${join(job, 'kernel.log')}`, '-serial', 'chardev:log'],
    ['-chardev', 'stdio,id=out,signal=off', '-serial', 'chardev:out'],
    ['-object', 'rng-random,id=rng,filename=/dev/urandom', '-device', 'virtio-rng-pci,rng=rng'],
    folder('root', '/', 'readonly=on,multidevs=remap'),
    folder('modules', kernel.modules, 'readonly=on'),
    folder('job', job, 'readonly=off'),
    ['-device', 'qemu-xhci,id=usb', '-device', 'virtio-serial-pci'],
    cable('control', join(job, 'control.sock')),
    ['-mon', 'chardev=control-near,mode=control'],
    cable('cable', join(job, 'cable.sock')),
  ].flat()
}

function folder(name, path, options) {
  return [
    ['-fsdev', `local,id=${name},path=${path},security_model=none,${options}`],
    ['-device', `virtio-9p-pci,fsdev=${name},mount_tag=${name}`],
  ].flat()
}

/** A socket with both ends in this one qemu: near for a device of its, far for a port of the machine. */
function cable(name, path) {
  return [
    ['-chardev', `socket,id=${name}-near,path=${path},server=on,wait=off`],
    ['-chardev', `socket,id=${name}-far,path=${path}`],
    ['-device', `virtserialport,chardev=${name}-far,name=${name}`],
  ].flat()
}
