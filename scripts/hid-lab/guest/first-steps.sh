#!/bin/busybox sh
# The first steps inside the machine: reach the files of the system outside, put a layer in memory over
# them, and go on in there.
busybox=/bin/busybox
share='trans=virtio,version=9p2000.L,msize=524288'

give_up() {
  echo "hid-lab: $1"
  exec $busybox poweroff -f
}

$busybox mount -t proc proc /proc
$busybox mount -t sysfs sys /sys
$busybox mount -t devtmpfs dev /dev
while read -r driver; do
  $busybox insmod "/modules/$driver" || echo "hid-lab: $driver does not load"
done < /modules/order

$busybox mount -t 9p -o "ro,cache=loose,$share" root /lower || give_up 'no files from outside'
$busybox mount -t tmpfs -o mode=755 upper /upper
$busybox mkdir /upper/files /upper/work
$busybox mount -t overlay -o lowerdir=/lower,upperdir=/upper/files,workdir=/upper/work all /root ||
  give_up 'no layer over the files from outside'

for folder in dev proc sys; do $busybox mount --move "/$folder" "/root/$folder"; done
$busybox mount -t tmpfs -o mode=755 run /root/run
$busybox mkdir -p /root/run/job /root/dev/pts /root/dev/shm /root/lib/modules
$busybox mount -t devpts -o ptmxmode=666 devpts /root/dev/pts
$busybox mount -t tmpfs shm /root/dev/shm
$busybox mount -t 9p -o "cache=none,$share" job /root/run/job
$busybox mount -t 9p -o "ro,cache=loose,$share" modules /root/lib/modules

# Busybox stays the first process, so that nothing the test does can end the machine.
$busybox cp $busybox /root/run/busybox
exec $busybox chroot /root /run/busybox sh /run/job/second-steps.sh < /root/dev/null > /root/dev/console 2>&1
