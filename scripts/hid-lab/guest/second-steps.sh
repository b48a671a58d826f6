#!/run/busybox sh
# The second steps, among the files of the system outside: drivers, udev, the test, and off. What to run
# is in job.sh; what the test says goes to the second serial line, and its exit code to a file.
busybox=/run/busybox
says=/dev/ttyS1
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
. /run/job/job.sh

$busybox hostname hid-lab
$busybox stty -F $says raw -echo 115200 2> /dev/null
for driver in $DRIVERS; do
  modprobe "$driver" || echo "hid-lab: no driver $driver" > $says
done
$busybox mount -t configfs configfs /sys/kernel/config 2> /dev/null

# Only what a till is connected to is announced again: everything would take many seconds.
/lib/systemd/systemd-udevd --daemon
for kind in usb tty hidraw input usbmisc virtio-ports; do
  set -- "$@" "--subsystem-match=$kind"
done
udevadm trigger --action=add "$@"
udevadm settle -t 60

cd "$FOLDER"
"$NODE" "$PROGRAM" "$PRODUCT" $ONLY < /dev/null > $says 2>&1
code=$?
$busybox stty -F $says > /dev/null 2>&1
$busybox dmesg > /run/job/messages.log
echo $code > /run/job/code
$busybox sync
$busybox sleep 0.2
exec $busybox poweroff -f
