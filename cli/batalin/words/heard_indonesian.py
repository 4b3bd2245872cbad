"""What the program says in Indonesian about a buyer's own words."""

SENTENCES: dict[str, str] = {
    "heard-answer": '{name}: {label}, dari kata "{words}".',
    "heard-reading": '{label} ("{words}")',
    "heard-either": "{name} bisa dibaca lebih dari satu cara: {readings}. Pilih salah satu.",
    "heard-unfit": "{name} mungkin {readings}, tetapi itu tidak cocok dengan jawaban lain. Pilih sendiri.",
    "heard-nothing": "Kata-kata itu belum cukup untuk menjawab pertanyaan mana pun.",
    "heard-cut": "Teksnya panjang, jadi hanya bagian akhirnya yang dibaca.",
    "heard-open": "Belum dijawab: {names}.",
    "heard-elsewhere": 'Ini di luar pembatalan pesanan, menurut kata "{words}".',
    "heard-pasted": '{name} dibaca sebagai {label}, dari kata "{words}".',
    "describe-ask": "Ceritakan masalahnya, boleh dikosongkan",
    "describe-help": "Dengan kata Anda sendiri, misalnya: udah 5 hari nunggu kurir, tombol batal ga ada. Tidak dikirim ke mana pun.",
    "describe-name": "Cerita Anda",
    "describe-empty": "Tidak ada teks di masukan. Tulis masalahnya sesudah --describe, atau alirkan teksnya.",
    "understood-alone": "--understood membutuhkan kata-kata Anda. Tambahkan --describe.",
    "paste-choice": "Tempel teks dari aplikasi",
    "paste-ask": "Teks dari aplikasi",
    "paste-help": "Salin pesan yang muncul di aplikasi, lalu tempel di sini.",
    "paste-unknown": "Teks itu belum dikenal. Pilih yang paling dekat dari daftar.",
}
