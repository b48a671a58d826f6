/** Where the rules are kept; before 73-seat-late.rules, which hands the devices to whoever is logged on. */
export const UDEV_FILE = '/etc/udev/rules.d/70-cashier-terminal.rules'

/** Makers of scanners by USB vendor id, hexadecimal. Source: hardware.md 1.1. */
const SCANNER_VENDORS: readonly (readonly [id: string, maker: string])[] = [
  ['05e0', 'Zebra, Symbol'],
  ['0c2e', 'Honeywell, Metrologic'],
  ['0536', 'Hand Held Products'],
  ['23d0', 'Youjie'],
  ['05f9', 'Datalogic'],
  ['1eab', 'Newland'],
  ['067e', 'Intermec'],
]

/** Lets the person at the computer use scanners and receipt printers, and keeps modem software away. */
export const UDEV_RULES = [
  '# Scanners in HID POS mode',
  ...SCANNER_VENDORS.map(
    ([id, maker]) => `KERNEL=="hidraw*", ATTRS{idVendor}=="${id}", TAG+="uaccess"  # ${maker}`,
  ).map(commentFirst),
  '# Scanners and printers at serial ports, and USB printers',
  'SUBSYSTEM=="tty", KERNEL=="ttyACM*|ttyUSB*", TAG+="uaccess", ENV{ID_MM_DEVICE_IGNORE}="1"',
  'SUBSYSTEM=="usbmisc", KERNEL=="lp*", TAG+="uaccess"',
].join('\n')

/** A rule and its comment on lines of their own: udev knows comments only at the beginning of a line. */
function commentFirst(rule: string): string {
  const [text = '', comment = ''] = rule.split('  # ')
  return `# ${comment}\n${text}`
}
