#!/usr/bin/env bash
# Runs the kernel tests on an emulated processor that has AVX-512, for machines that have none.
#
#   apt-get install bochs bochs-term isolinux syslinux-common xorriso busybox-static cpio binutils     # of Debian 13
#   tests/by_hand/avx512.sh                        # all tests of bits and values, in ten minutes or more
#   tests/by_hand/avx512.sh kernels operations     # those whose names contain one of these
#
# Bochs emulates a Skylake-X and boots Debian's Linux, whose initial file system holds nothing but busybox and the
# tests, in one static binary. The kernel image is downloaded by apt, or is the file that LINUX names. BOCHS is another
# command for the emulator, 3.0 or later: before, it rounded some unsigned integers wrongly, which the tests find.
# Exits with 0 if every test passed with the AVX-512 kernels.
set -euo pipefail
cd "$(dirname "$0")/../.."
tests=("$@")
[ $# -gt 0 ] || tests=(stream:: sample::)
model=corei7_skylake_x
BOCHS=${BOCHS:-bochs}
if $BOCHS --help 2>&1 | grep -q 'Emulator 2'; then
    echo "Bochs 3.0 or later is needed"
    exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The tests. With a target named, flags do not reach procedural macros, which cannot be static.
target=x86_64-unknown-linux-gnu
binary=$(RUSTFLAGS="-C target-feature=+crt-static" cargo test -p paraminit --lib --release --no-run \
    --target "$target" --message-format json | sed -n 's/.*"executable":"\([^"]*\)".*/\1/p')

# Linux.
if [ -z "${LINUX:-}" ]; then
    package=$(apt-cache depends linux-image-amd64 | sed -n 's/.*Depends: //p' | head -n 1)
    (cd "$work" && apt-get download "$package" && dpkg -x "$package"_*.deb linux)
    LINUX=$(echo "$work"/linux/boot/vmlinuz-*)
fi

# The initial file system. `flags` holds what the processor claims, so it tells whether Linux enables the registers.
mkdir -p "$work/root/bin" "$work/image"
cp "$(command -v busybox)" "$work/root/bin/busybox"
strip -o "$work/root/tests" "$binary"
cat > "$work/root/init" <<END
#!/bin/busybox sh
/bin/busybox mkdir /proc
/bin/busybox mount -t proc proc /proc
/bin/busybox grep -m 1 '^model name' /proc/cpuinfo
/bin/busybox grep -q '^flags.* avx512dq' /proc/cpuinfo || echo "Linux enables no AVX-512"
PARAMINIT_SIMD=avx512 /tests --test-threads=1 --nocapture ${tests[*]}
echo "exit code \$?"
/bin/busybox sleep 1
/bin/busybox poweroff -f
END
chmod +x "$work/root/init"
(cd "$work/root" && find . | cpio --quiet -o -H newc | gzip) > "$work/image/initrd"

# A bootable compact disc. Bochs 2.7 gives the size of the saved registers without compaction where Linux asks for the
# other, upon which Linux would turn off all vector registers: so it is told not to compact them.
cp "$LINUX" "$work/image/vmlinuz"
cp /usr/lib/ISOLINUX/isolinux.bin /usr/lib/syslinux/modules/bios/ldlinux.c32 "$work/image"
cat > "$work/image/isolinux.cfg" <<END
DEFAULT linux
PROMPT 0
LABEL linux
  KERNEL vmlinuz
  APPEND initrd=initrd console=ttyS0 quiet mitigations=off tsc=reliable noxsaves clearcpuid=xsavec
END
xorriso -as mkisofs -quiet -o "$work/disc.iso" -b isolinux.bin -c boot.cat -no-emul-boot -boot-load-size 4 \
    -boot-info-table "$work/image" 2> "$work/xorriso.log" || { cat "$work/xorriso.log"; exit 1; }

# The machine. Its serial port is our standard output. Debian's Bochs starts in its debugger, which is told to continue,
# and shows the screen on a terminal of its own, where it waits for somebody to look.
cat > "$work/bochsrc" <<END
cpu: model=$model, count=1, ips=100000000
megs: 512
romimage: file=\$BXSHARE/BIOS-bochs-latest
vgaromimage: file=\$BXSHARE/VGABIOS-lgpl-latest
ata0-master: type=cdrom, path="$work/disc.iso", status=inserted
boot: cdrom
com1: enabled=1, mode=file, dev="$work/serial"
display_library: term
log: $work/log
panic: action=fatal
clock: sync=none
END
echo continue > "$work/debugger"
: > "$work/serial" > "$work/bochs"
echo "booting $(basename "$LINUX") on an emulated $model"
tail -f "$work/serial" &
printer=$!
TERM=xterm script -qefc "$BOCHS -q -f '$work/bochsrc' -rc '$work/debugger'" "$work/bochs" < /dev/null > /dev/null 2>&1 &
bochs=$!
trap 'kill "$printer" "$bochs" 2> /dev/null; rm -rf "$work"' EXIT
screen=
while [ -z "$screen" ] && kill -0 "$bochs" 2> /dev/null; do
    sleep 1
    screen=$(sed -n 's/.*connected to screen "\(.*\)".*/\1/p' "$work/bochs")
done
[ -z "$screen" ] || cat "$screen" > /dev/null 2>&1 &
# It ends with an error when the machine is powered off.
wait "$bochs" || true
sleep 1

verdict=$(tr -d '\r' < "$work/serial")
case $verdict in
    *"is ignored"* | *"enables no AVX-512"*) echo "the AVX-512 kernels did not run"; exit 1 ;;
    *"ok. 0 passed"*) echo "no test has such a name"; exit 1 ;;
    *"exit code 0"*) ;;
    *"exit code"*) echo "the tests did not pass"; exit 1 ;;
    *) tail -n 20 "$work/bochs"; echo "the tests did not end"; exit 1 ;;
esac
