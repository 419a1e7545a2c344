"""The words for what the audit and the worker call by short names: actions, fields, kinds of jobs."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from vun.faces.web import formats, jobs
from vun.faces.web.labels import labels
from vun.faces.web.pages import Text

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

ACTIONS: dict[str, Text] = {
    "budget.set": _("Giao kinh phí theo nguồn"),
    "course_terms.set": _("Đặt điều kiện mở lớp của chương trình"),
    "lecturer_pool.kept": _("Ghi nhóm giảng viên"),
    "policy_weight.set": _("Đặt trọng số lập phương án"),
    "release_limit.set": _("Đặt giới hạn cử đi của đơn vị"),
    "source_rule.set": _("Đặt phạm vi chi của nguồn"),
    "venue.kept": _("Ghi địa điểm mở lớp"),
    "venue.distances_set": _("Ghi khoảng cách tới địa điểm"),
    "class.attendance_marked": _("Điểm danh"),
    "class.cancelled": _("Huỷ lớp"),
    "class.certificates_issued": _("Cấp chứng chỉ"),
    "class.cost_recorded": _("Ghi chi phí của lớp"),
    "class.cost_removed": _("Bỏ chi phí của lớp"),
    "class.described": _("Ghi trường bổ sung của lớp"),
    "class.finished": _("Kết thúc lớp"),
    "class.graded": _("Vào điểm"),
    "class.loaded_many": _("Nạp nhiều lớp"),
    "class.opened": _("Mở lớp"),
    "class.planned": _("Lập lớp"),
    "class.session_added": _("Thêm buổi học"),
    "class.session_removed": _("Bỏ buổi học"),
    "class.sessions_planned": _("Xếp lịch học"),
    "commitment.cost_recorded": _("Ghi chi phí đào tạo của một người"),
    "commitment.graduated": _("Ghi tốt nghiệp, bắt đầu tính cam kết"),
    "commitment.made": _("Ghi cam kết phục vụ"),
    "commitment.released": _("Miễn cam kết phục vụ"),
    "commitment.served": _("Kết thúc cam kết đã phục vụ đủ"),
    "compensation.computed": _("Tính đền bù chi phí đào tạo"),
    "compensation.decided": _("Quyết định đền bù"),
    "compensation.paid": _("Ghi trả đền bù"),
    "cost_norm.added": _("Thêm định mức chi"),
    "credential.corrected": _("Sửa văn bằng, chứng chỉ"),
    "credential.recorded": _("Ghi văn bằng, chứng chỉ"),
    "credential.recorded_many": _("Nạp nhiều văn bằng, chứng chỉ"),
    "credential.removed": _("Bỏ văn bằng, chứng chỉ"),
    "custom_field.corrected": _("Sửa trường bổ sung"),
    "custom_field.defined": _("Thêm trường bổ sung"),
    "custom_field.restored": _("Dùng lại trường bổ sung"),
    "custom_field.retired": _("Ngừng dùng trường bổ sung"),
    "decision.corrected": _("Sửa văn bản trong sổ"),
    "decision.registered": _("Ghi văn bản vào sổ"),
    "decision.removed": _("Xoá văn bản khỏi sổ"),
    "eligibility_rule.added": _("Thêm điều kiện cử đi học"),
    "eligibility_rule.ended": _("Kết thúc điều kiện cử đi học"),
    "eligibility_rule.verified": _("Xác nhận điều kiện cử đi học đã đối chiếu"),
    "file.stored": _("Tải tệp lên"),
    "job.cancelled": _("Huỷ việc dài"),
    "job.queued": _("Yêu cầu việc dài"),
    "learner.described": _("Ghi trường bổ sung của kết quả"),
    "learner.dropped_out": _("Ghi học viên thôi học"),
    "learner.enrolled": _("Ghi danh học viên"),
    "learner.failed": _("Ghi học viên không đạt"),
    "learner.passed": _("Ghi học viên đạt"),
    "need.answered": _("Trả lời nhu cầu"),
    "need.registered": _("Đăng ký nhu cầu"),
    "need.withdrawn": _("Rút nhu cầu"),
    "nomination.approved": _("Duyệt cử đi học"),
    "nomination.asked": _("Xin đi học"),
    "nomination.cancelled": _("Huỷ cử đi học"),
    "nomination.completed": _("Ghi hoàn thành khoá học được cử"),
    "nomination.declined": _("Đơn vị không đồng ý cho đi học"),
    "nomination.exception_signed": _("Ghi ngoại lệ có người ký"),
    "nomination.proposed": _("Đề cử đi học"),
    "nomination.rejected": _("Không duyệt cử đi học"),
    "nomination.returned": _("Trả lại đề cử để sửa"),
    "nomination.waitlisted": _("Đưa vào danh sách chờ"),
    "nomination.withdrawn": _("Rút đề cử"),
    "nominations.loaded": _("Nạp nhiều đề cử"),
    "people.appointed": _("Nạp nhiều chức vụ"),
    "people.registered": _("Nạp nhiều người"),
    "people.rated": _("Xếp loại chất lượng nhiều người"),
    "import.applied": _("Nhập dữ liệu từ tệp"),
    "import.undone": _("Huỷ một lần nhập"),
    "person.added_to_succession": _("Đưa vào quy hoạch"),
    "person.appointed": _("Bổ nhiệm"),
    "person.appointed_concurrently": _("Giao kiêm nhiệm"),
    "person.appointment_cancelled": _("Bỏ chức vụ ghi sai"),
    "person.corrected": _("Sửa hồ sơ người"),
    "person.described": _("Ghi trường bổ sung của hồ sơ"),
    "person.linked": _("Gắn hồ sơ với tài khoản"),
    "person.post_corrected": _("Sửa chức vụ ghi sai"),
    "person.post_ended": _("Thôi giữ chức vụ"),
    "person.rated": _("Xếp loại chất lượng"),
    "person.registered": _("Thêm hồ sơ người"),
    "person.removed_from_succession": _("Đưa ra khỏi quy hoạch"),
    "person.trait_recorded": _("Ghi năng lực"),
    "person.transferred": _("Điều động"),
    "placement.loaded": _("Nạp nhiều kết quả bố trí"),
    "placement.recorded": _("Ghi bố trí sau đào tạo"),
    "plan.amended": _("Điều chỉnh kế hoạch"),
    "plan.approved": _("Duyệt kế hoạch"),
    "plan.basis_attached": _("Thêm căn cứ của kế hoạch"),
    "plan.basis_detached": _("Bỏ căn cứ của kế hoạch"),
    "plan.changed": _("Sửa kế hoạch"),
    "plan.closed": _("Kết thúc kế hoạch"),
    "plan.drafted": _("Lập kế hoạch"),
    "plan.returned": _("Trả lại kế hoạch"),
    "plan.submitted": _("Trình kế hoạch"),
    "plan.version_cancelled": _("Huỷ bản nháp kế hoạch"),
    "plan_line.added": _("Thêm dòng kế hoạch"),
    "plan_line.budgets_set": _("Ghi kinh phí của dòng kế hoạch"),
    "plan_line.changed": _("Sửa dòng kế hoạch"),
    "plan_line.quotas_set": _("Giao chỉ tiêu"),
    "plan_line.removed": _("Bỏ dòng kế hoạch"),
    "position.approved": _("Duyệt vị trí việc làm"),
    "position.closed": _("Chấm dứt vị trí việc làm"),
    "programme.added": _("Thêm chương trình"),
    "programme.changed": _("Sửa chương trình"),
    "programme.verified": _("Xác nhận chương trình"),
    "requirement.added": _("Thêm tiêu chuẩn chức danh"),
    "requirement.verified": _("Xác nhận tiêu chuẩn chức danh"),
    "role.granted": _("Giao vai trò"),
    "role.revoked": _("Thu hồi vai trò"),
    "sending_policy.set": _("Đặt quy định cử đi học của tỉnh"),
    "staff.moved": _("Chuyển người theo thay đổi đơn vị"),
    "statement.corrected": _("Sửa báo cáo kê tay"),
    "statement.kept": _("Kê tay một báo cáo"),
    "statement.removed": _("Bỏ báo cáo kê tay"),
    "survey.closed": _("Đóng đợt khảo sát nhu cầu"),
    "survey.extended": _("Gia hạn đợt khảo sát nhu cầu"),
    "survey.opened": _("Mở đợt khảo sát nhu cầu"),
    "survey_sheet.accepted": _("Nhận phiếu nhu cầu"),
    "survey_sheet.gaps_registered": _("Đưa phần thiếu chuẩn vào phiếu nhu cầu"),
    "survey_sheet.returned": _("Trả lại phiếu nhu cầu"),
    "survey_sheet.signed": _("Ký phiếu nhu cầu"),
    "unit.dissolved": _("Giải thể đơn vị"),
    "unit.established": _("Lập đơn vị"),
    "unit.merged": _("Sáp nhập đơn vị"),
    "unit.moved": _("Chuyển đơn vị cấp trên"),
    "unit.reclassified": _("Đổi cấp, khối, khu vực"),
    "unit.renamed": _("Đổi tên đơn vị"),
    "unit.split": _("Chia, tách đơn vị"),
    "units.loaded": _("Nạp nhiều đơn vị"),
    "user.created": _("Mở tài khoản"),
    "user.deactivated": _("Khoá tài khoản"),
    "user.password_set": _("Đặt mật khẩu"),
    "user.reactivated": _("Mở lại tài khoản"),
}

FIELDS: dict[str, Text] = {
    "class_max": _("Học viên nhiều nhất một lớp"),
    "class_min": _("Học viên ít nhất một lớp"),
    "hours": _("Giờ giảng theo tháng"),
    "kilometres": _("Khoảng cách (km)"),
    "month_people": _("Số người học tập trung mỗi tháng"),
    "rooms": _("Số phòng theo tháng"),
    "target_max": _("Chỉ tiêu nhiều nhất"),
    "target_min": _("Chỉ tiêu ít nhất"),
    "year_places": _("Số lượt học trong năm"),
    "case": _("Trường hợp đền bù"),
    "graduated_on": _("Ngày tốt nghiệp"),
    "law": _("Quy định"),
    "owed_months": _("Số tháng phải phục vụ"),
    "paid_on": _("Ngày trả"),
    "parts": _("Số kỳ trả"),
    "release_percent": _("Tỷ lệ được đi học cùng lúc"),
    "request_reason": _("Lý do xin học"),
    "signer_tiers": _("Diện được ký ngoại lệ"),
    "terms": _("Nội dung điều kiện"),
    "waiting_since": _("Chờ từ ngày"),
    "choices": _("Các mục để chọn"),
    "fields": _("Các trường"),
    "label": _("Tên trường"),
    "order": _("Thứ tự"),
    "author": _("Tác giả"),
    "amends": _("Điều chỉnh phiên bản"),
    "amount": _("Số tiền (đồng)"),
    "answers": _("Trả lời"),
    "audience_id": _("Đối tượng"),
    "audience_text": _("Đối tượng ghi riêng"),
    "audiences": _("Đối tượng"),
    "bases": _("Căn cứ"),
    "basis": _("Căn cứ"),
    "birth_on": _("Ngày sinh"),
    "block": _("Khối"),
    "branch": _("Lĩnh vực"),
    "budgets": _("Kinh phí theo nguồn"),
    "capacity": _("Số chỗ"),
    "class": _("Lớp"),
    "classes": _("Số lớp"),
    "closed_on": _("Ngày kết thúc"),
    "closes_on": _("Ngày đóng"),
    "code": _("Mã"),
    "count": _("Số lượng"),
    "decision": _("Văn bản"),
    "decision_id": _("Văn bản"),
    "document_number": _("Số hiệu văn bằng"),
    "duration_days": _("Số ngày học"),
    "earned_on": _("Ngày cấp"),
    "email": _("Thư điện tử"),
    "end_on": _("Đến trước ngày"),
    "ethnic_group_changed": _("Đã sửa dân tộc"),
    "evidence": _("Minh chứng"),
    "exception_reason": _("Lý do ngoại lệ"),
    "field_practice_days": _("Số ngày đi thực tế"),
    "fault_count": _("Số quan hệ không khớp"),
    "figure_count": _("Số lượng số liệu"),
    "figures": _("Các số"),
    "file": _("Tệp"),
    "first": _("Số đầu"),
    "first_month": _("Từ tháng"),
    "full_name": _("Họ và tên"),
    "grade": _("Xếp loại"),
    "grants_id": _("Cấp văn bằng, chứng chỉ"),
    "group": _("Nhóm bố trí"),
    "group_id": _("Nhóm chương trình"),
    "headcount": _("Số biên chế"),
    "horizon_on": _("Định hướng đến"),
    "host_id": _("Đơn vị chủ trì"),
    "is_primary": _("Chức vụ chính"),
    "is_verified": _("Đã xác nhận"),
    "issued_on": _("Ngày ban hành"),
    "issuer": _("Cơ quan ban hành"),
    "item": _("Khoản chi"),
    "is_leader": _("Lãnh đạo, quản lý"),
    "kind": _("Loại"),
    "management_tier": _("Diện quản lý"),
    "last": _("Số cuối"),
    "last_month": _("Đến tháng"),
    "learners": _("Số người học"),
    "legal_basis": _("Căn cứ pháp lý"),
    "level": _("Cấp"),
    "line": _("Dòng kế hoạch"),
    "main": _("Kế tục chính"),
    "major": _("Ngành"),
    "mode": _("Hình thức"),
    "modules": _("Học phần"),
    "name": _("Tên"),
    "national_id_changed": _("Đã sửa số căn cước"),
    "needs": _("Số nhu cầu"),
    "note": _("Ghi chú"),
    "number": _("Số"),
    "on": _("Từ ngày"),
    "opens_on": _("Ngày mở"),
    "options": _("Lựa chọn"),
    "origin": _("Nguồn gốc"),
    "parent": _("Trực thuộc"),
    "parent_id": _("Trực thuộc"),
    "part": _("Buổi"),
    "partner": _("Đối tác"),
    "party_changed": _("Đã sửa ngày vào Đảng"),
    "period_end_on": _("Giai đoạn đến trước"),
    "period_start_on": _("Giai đoạn từ"),
    "periods": _("Số tiết"),
    "person": _("Người (mã hồ sơ)"),
    "phone": _("Điện thoại"),
    "place": _("Nơi học"),
    "placements": _("Số người đã bố trí"),
    "post": _("Chức vụ"),
    "post_name": _("Tên chức vụ"),
    "posts": _("Số chức vụ"),
    "practice_periods": _("Số tiết thực hành"),
    "position": _("Vị trí việc làm"),
    "prerequisites": _("Chương trình phải học trước"),
    "programme": _("Chương trình"),
    "programme_id": _("Chương trình"),
    "quotas": _("Chỉ tiêu theo đơn vị"),
    "rank": _("Ngạch, hạng"),
    "reason": _("Lý do"),
    "recruited_on": _("Ngày tuyển dụng"),
    "register": _("Sổ"),
    "report_source": _("Nguồn báo cáo"),
    "report_title": _("Tên báo cáo"),
    "role": _("Vai trò"),
    "score": _("Điểm"),
    "sessions": _("Số buổi"),
    "sex": _("Giới tính"),
    "sha256": _("Mã băm của tệp"),
    "sheets": _("Số phiếu"),
    "sheets_not_accepted": _("Số phiếu chưa nhận"),
    "short_name": _("Tên viết gọn"),
    "signer": _("Người ký"),
    "size": _("Cỡ tệp (byte)"),
    "source": _("Nguồn kinh phí"),
    "start_on": _("Từ ngày"),
    "stated_on": _("Ngày báo cáo"),
    "state": _("Tình trạng"),
    "studied_from": _("Học từ"),
    "subject": _("Trích yếu"),
    "successor": _("Đơn vị kế tục"),
    "supersedes": _("Thay phiên bản"),
    "target_decision_id": _("Văn bản giao chỉ tiêu"),
    "term": _("Nhiệm kỳ"),
    "theme": _("Chủ đề"),
    "theory_periods": _("Số tiết lý thuyết"),
    "title": _("Chức danh"),
    "unit": _("Đơn vị"),
    "unit_id": _("Đơn vị"),
    "units": _("Các đơn vị"),
    "until": _("Đến ngày"),
    "user": _("Tài khoản"),
    "user_id": _("Tài khoản"),
    "username": _("Tên đăng nhập"),
    "valid_until": _("Có giá trị đến"),
    "venue": _("Địa điểm"),
    "year": _("Năm"),
    "years": _("Các năm"),
    "zone": _("Khu vực"),
}

JOBS: dict[str, Text] = {jobs.LIST_EXPORT: _("Lập tệp Excel của một danh sách dài")}
"""By kind of job; one without words goes by its kind."""


def action_text(action: str) -> Text:
    """What was done, in words; a test sees to it that every action has some."""
    return ACTIONS.get(action, action)


def field_text(key: str) -> Text:
    """What a value of an audit line is; one without a word goes by its name."""
    return FIELDS.get(key, key)


def job_text(kind: str) -> Text:
    """What a job does, in words."""
    return JOBS.get(kind, kind)


@cache
def _words() -> dict[str, set[Text]]:
    """For every stored value of an enum the words it may stand for."""
    words: dict[str, set[Text]] = defaultdict(set)
    for members in labels().values():
        for member, word in members.items():
            words[str(member.value)].add(word)
    return words


def value_text(value: Any) -> str:
    """A value of an audit line as people write it: days, states and kinds in words, lists with signs between."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(_("có") if value else _("không"))
    if isinstance(value, list):
        return "; ".join(value_text(item) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{field_text(key)}: {value_text(item)}" for key, item in value.items())
    if isinstance(value, str):
        return _written(value)
    return str(value)


def _written(text: str) -> str:
    if _DAY.fullmatch(text):
        return formats.day(date.fromisoformat(text))
    words = _words().get(text, set())
    # A value of several enums with different words is left as it is stored: a guess would be worse.
    return str(next(iter(words))) if len({str(word) for word in words}) == 1 else text
